// The contract that every runtime must pass. Runs inside the runtime, so it uses web standards only.
import { createExportClient, SignatureError } from "@cdn-export/client";
import { createSignedFetch, hideSecrets, sign, type Verdict, verify } from "@cdn-export/signer";
import type vectorFile from "@cdn-export/signer/vectors.json";

export interface Surroundings {
  readonly vectors: typeof vectorFile;
  /** An emulator of the service. */
  readonly emulatorUrl: string;
  /** A server that responds to each request with the verdict of `verify`. */
  readonly verifierUrl: string;
  readonly credentials: { readonly ak: string; readonly sk: string };
  /** Only in runtimes with node:crypto. */
  readonly signSync?: typeof import("@cdn-export/signer/node").signSync;
}

export interface Outcome {
  readonly passed: number;
  readonly failures: readonly string[];
}

export async function runSuite(surroundings: Surroundings): Promise<Outcome> {
  let passed = 0;
  const failures: string[] = [];
  for (const [name, test] of testsIn(surroundings)) {
    try {
      await test();
      passed++;
    } catch (error) {
      failures.push(`${name}: ${error}`);
    }
  }
  return { passed, failures };
}

type Test = [name: string, test: () => Promise<void>];

function testsIn(surroundings: Surroundings): Test[] {
  return [...vectorTests(surroundings), ...wireTests(surroundings), ...clientTests(surroundings)];
}

function vectorTests({ vectors: file, signSync }: Surroundings): Test[] {
  return file.vectors
    .filter((vector) => !("notes" in vector))
    .map(({ id, request, expected }) => [
      `vector ${id}`,
      async () => {
        const { method, url, headers, ak, sk, date } = request;
        const body = "bodyBase64" in request ? bytesOf(request.bodyBase64 ?? "") : request.body;
        const securityToken = "securityToken" in request ? request.securityToken : undefined;
        const toSign = { method, url, headers: headers as Record<string, string>, body };
        const signed = await sign(toSign, { ak, sk, securityToken }, { date });
        equal(signed.headers.authorization, expected.authorization);
        if (signSync) equal(signSync(toSign, { ak, sk, securityToken }, { date }), signed);

        const { host, pathname, search } = new URL(url);
        const received = {
          method: method.toUpperCase(),
          target: pathname + search,
          headers: { host, ...signed.headers },
          body,
        };
        const now = new Date(date.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z"));
        equal((await verify(received, () => ({ sk, securityToken }), { now })).ok, true);
        equal(
          (await verify({ ...received, target: `${received.target}x` }, () => ({ sk, securityToken }), { now })).ok,
          false,
        );
      },
    ]);
}

function wireTests({ verifierUrl, emulatorUrl, credentials }: Surroundings): Test[] {
  const signedFetch = createSignedFetch(credentials);
  const cases: [what: string, target: string, init?: RequestInit][] = [
    ["a plain GET", "/v1/x"],
    ["characters that fetch doesn't encode in a path", "/!$&'()*+,;=:@-._~|^[]{}\"<> `é%2f%zz/a//b/"],
    ["characters that fetch doesn't encode in a query", "/q?b='()*!~-._:@/?[]{}|^` é😀&a=%2b%zz&a&=1&&z="],
    ["dot segments and a fragment", "/a/../b/./c/%2e%2e/d#f"],
    ["JSON", "/v1/x", { method: "POST", body: '{"é":1}', headers: { "content-type": "application/json" } }],
    ["text without a content type", "/v1/x", { method: "PUT", body: "é😀" }],
    ["a lower-case patch with bytes", "/v1/x", { method: "patch", body: new Uint8Array([0, 255]) }],
    ["a POST without a body", "/v1/x", { method: "POST" }],
    ["an empty body", "/v1/x", { method: "POST", body: "" }],
    ["a Blob", "/v1/x", { method: "POST", body: new Blob(["x"], { type: "Text/Plain" }) }],
    ["URLSearchParams", "/v1/x", { method: "POST", body: new URLSearchParams({ a: "b c" }) }],
    ["header values with padding", "/v1/x", { headers: { "x-a": " \ta\t", "x-a-b": "n" } }],
  ];
  const verdictOf = async (input: RequestInfo, init?: RequestInit): Promise<void> => {
    equal((await (await signedFetch(input, init)).json()) as Verdict, { ok: true, ak: credentials.ak });
  };
  return [
    ...cases.map(([what, target, init]): Test => [`wire: ${what}`, () => verdictOf(verifierUrl + target, init)]),
    [
      "wire: a Request with FormData",
      () => {
        const body = new FormData();
        body.set("a", "b");
        return verdictOf(new Request(`${verifierUrl}/v1/x`, { method: "POST", body }));
      },
    ],
    [
      "wire: a Request is aborted by its signal",
      async () => {
        const controller = new AbortController();
        controller.abort();
        const request = new Request(`${verifierUrl}/v1/x`, { signal: controller.signal });
        equal(
          await signedFetch(request).then(
            () => "answered",
            () => "aborted",
          ),
          "aborted",
        );
      },
    ],
    [
      "wire: one retry corrects a wrong clock",
      async () => {
        let calls = 0;
        const fetch: typeof globalThis.fetch = (input, init) => {
          calls++;
          return globalThis.fetch(input, init);
        };
        const late = createSignedFetch(credentials, { fetch, now: () => Date.now() - 3_600_000 });
        const list = `${emulatorUrl}/v1/cdn/statistics/export-tasks?limit=10`;
        equal([(await late(list)).status, (await late(list)).status, calls], [200, 200, 3]);
      },
    ],
    [
      "a credential shows no secret",
      async () => {
        const hidden = hideSecrets({ ak: "AKEXAMPLE", sk: "made-up" });
        equal(`${hidden} ${JSON.stringify(hidden)}`, '[credentials AK=AKEX...] "[credentials AK=AKEX...]"');
      },
    ],
  ];
}

function clientTests({ emulatorUrl, credentials }: Surroundings): Test[] {
  const options = { endpoint: emulatorUrl, runtime: { sleep: async () => {} } };
  const query = {
    action: "top_url_detail",
    domains: ["www.example.com"],
    from: "2026-01-01T00:00:00Z",
    to: "2026-01-02T00:00:00Z",
  } as const;
  return [
    [
      "client: a whole export, from the query to the file",
      async () => {
        const file = await createExportClient({ ...options, credentials }).exportStatistics(query);
        const text = new TextDecoder().decode(await file.bytes());
        if (!text.includes("www.example.com")) throw new Error(`the file contains ${text.slice(0, 80)}`);
      },
    ],
    [
      "client: a wrong secret key is a SignatureError that explains itself",
      async () => {
        const wrong = createExportClient({ ...options, credentials: { ...credentials, sk: "another" } });
        const error: unknown = await wrong.exportStatistics(query).catch((reason: unknown) => reason);
        if (!(error instanceof SignatureError)) throw new Error(`it ended with ${error}`);
        equal((await error.explain()).reason, "wrong secret");
      },
    ],
  ];
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
}

function equal(actual: unknown, expected: unknown): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${a} instead of ${b}`);
}
