// Runs every failure with random secrets, and searches everything that a program could print for them.
import { inspect } from "node:util";
import { createSignedFetch, hideSecrets } from "@cdn-export/signer";
import { credentialsFromEnv } from "@cdn-export/signer/node";
import { fakeService, json } from "@cdn-export/test-support/fake-service";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type ClientOptions, createExportClient, SignatureError } from "../../src/index.ts";

const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;

interface Secrets {
  sk: string;
  securityToken: string;
  authToken: string;
  /** The signature in a download link. */
  linkSignature: string;
}

type Service = ReturnType<typeof fakeService>;

/** The characters of keys and tokens. Long enough not to occur in a text by chance. */
const secret = fc.string({
  unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-.~!$&'()*:;?@%"),
  minLength: 16,
  maxLength: 60,
});
const secrets = fc.record<Secrets>({ sk: secret, securityToken: secret, authToken: secret, linkSignature: secret });

/** Everything in the last request that a server or a fetch could repeat. */
const echo = ({ seen }: Service) => {
  const { url, headers, body } = seen.at(-1) ?? {};
  return `${url?.href} ${[...(headers ?? [])].map(([name, value]) => `${name}: ${value}`).join(" ")} ${body}`;
};

const FAILURES: Record<string, (service: Service, secrets: Secrets) => Promise<Response> | Response> = {
  "fetch repeats the request": (service) => {
    throw new TypeError(echo(service), { cause: Object.assign(new Error(echo(service)), { code: "ECONNRESET" }) });
  },
  "fetch repeats a part of the request": (service) => {
    throw new TypeError(`bad ${service.seen.at(-1)?.url.search.replace("?Signature=", "signature ")}`);
  },
  "the error's code is the request": (service) => {
    throw Object.assign(new Error(), { code: echo(service) });
  },
  "fetch throws a string": (service) => {
    throw echo(service);
  },
  "the service repeats the request": (service) => json({ error: { error_code: "CDN.0001", error_msg: echo(service) } }),
  "an unknown code": (service) => json({ error_code: "XYZ.1", error_msg: echo(service) }, 418),
  "the service's error code is the request": (service) => json({ error_code: echo(service), error_msg: "no" }, 403),
  "the service repeats the request URL-encoded": (service) =>
    json({ error_code: "XYZ.1", error_msg: encodeURIComponent(echo(service)) }, 403),
  "the service repeats a part of the signature": (service) => {
    const signature = service.seen.at(-1)?.headers.get("authorization")?.match(/\w+$/)?.[0];
    return json({ error_code: "XYZ.1", error_msg: `bad signature ${signature}` }, 403);
  },
  "the service repeats the headers as JSON": (service) => {
    const { headers } = service.seen.at(-1) ?? {};
    return json({ error_code: "XYZ.1", error_msg: JSON.stringify(Object.fromEntries(headers ?? [])) }, 403);
  },
  "a bad signature": (service) => {
    const { headers } = service.seen.at(-1) ?? {};
    const printed = [...(headers ?? [])].map(([name, value]) => `${name}:${value}`).join("|");
    const text = `verify aksk signature fail, canonicalRequest:GET|/v1/||${printed}||host|${"0".repeat(64)}`;
    return json({ error_code: "APIGW.0301", error_msg: `Incorrect IAM authentication information: ${text}` }, 401);
  },
  "the request ID is the request": (service) =>
    new Response('{"error":{"error_code":"CDN.0001","error_msg":"no"}}', {
      headers: { "content-type": "application/json", "x-request-id": echo(service).replace(/[^ -~]/g, " ") },
    }),
  throttling: (service) => json({ error_code: "APIGW.0308", error_msg: echo(service) }, 429),
  "an HTML page repeats the request": (service) => new Response(`<html>${echo(service)}</html>`),
  "broken JSON": (service) => new Response(`{"data": "${echo(service)}`),
  "a redirect": (service) =>
    new Response(null, { status: 302, headers: { location: `http://x.test/${encodeURI(echo(service))}` } }),
  "the body breaks off": (service) =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.error(new TypeError(echo(service)));
        },
      }),
    ),
};

const printed: string[] = [];
const print = (...values: unknown[]) => {
  for (const value of values) {
    printed.push(inspect(value, { depth: 12, showHidden: true }), String(value));
    try {
      printed.push(JSON.stringify(value) ?? "");
    } catch {}
    if (value instanceof Error) printed.push(value.message, String(value.stack));
  }
};

beforeEach(() => {
  printed.length = 0;
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => print(...values));
  }
});
afterEach(() => vi.restoreAllMocks());

function expectNothingOf(values: Secrets): void {
  const everything = printed.join("\n");
  for (const [name, value] of Object.entries(values)) {
    const forms = [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), btoa(value)];
    for (const form of forms) {
      if (everything.includes(form))
        throw new Error(`${name} is in: ${everything.split("\n").find((line) => line.includes(form))}`);
    }
  }
}

/** Runs an export that fails at `place`, and prints everything that a program can see of it. */
async function run(kind: string, place: "api" | "link", values: Secrets, isToken: boolean): Promise<void> {
  const service = fakeService();
  const fail = FAILURES[kind] as (typeof FAILURES)[string];
  const { ak, sk, securityToken, authToken } = { ak: "FAKEAK", ...values };
  const fetch = (async (input, init) => {
    const isLink = String(input).startsWith("https://files.test");
    const response = await service.fetch(input, init);
    return isLink === (place === "link") ? fail(service, values) : response;
  }) as ClientOptions["fetch"] & object;
  const cdn = createExportClient({
    ...service.options,
    credentials: isToken ? hideSecrets({ authToken }) : hideSecrets({ ak, sk, securityToken }),
    fetch,
    timeout: 60_000,
    onRequest: print,
    onResponse: print,
    onRetry: print,
  });
  const job = cdn.start(QUERY, { onState: (state) => print(state) });
  print(cdn, job);
  try {
    await job.submitted();
    for (const task of service.tasks) {
      const link = `https://files.test/${encodeURIComponent(values.linkSignature)}?Signature=${encodeURIComponent(values.linkSignature)}`;
      Object.assign(task, { status: "success", download_link: link });
    }
    const file = await job.result();
    print(file, job.toJSON());
    const reading = file.bytes();
    print(reading);
    print(await reading);
  } catch (error) {
    print(error);
    if (error instanceof SignatureError) print(await error.explain());
  }
  // A signature is valid for a quarter of an hour, so it's a secret, too.
  for (const { headers } of service.seen) {
    const signature = /Signature=(.+)/.exec(headers.get("authorization") ?? "")?.[1];
    if (signature !== undefined) expect(printed.join("\n")).not.toContain(signature);
  }
}

it("no signature is printed when fetch rejects a header", async () => {
  const { options } = fakeService();
  const refusing = async (_: unknown, init?: RequestInit) => new Response(String(new Headers(init?.headers)));
  const cdn = createExportClient({
    ...options,
    fetch: refusing as typeof fetch,
    credentials: async () => ({ ak: "FAKEAK\n", sk: "not-a-secret" }),
  });
  const error = await cdn.exportStatistics(QUERY).catch((reason) => reason);
  print(error);
  expect(error).toBeInstanceOf(Error);
  expect(printed.join("\n")).not.toContain("SDK-HMAC-SHA256");
});

describe("no secret is printed", () => {
  const cases = Object.keys(FAILURES).flatMap((kind) =>
    (["api", "link"] as const).map((place) => [kind, place] as const),
  );

  it.each(cases)("for the failure: %s (%s)", async (kind, place) => {
    await fc.assert(
      fc.asyncProperty(secrets, fc.boolean(), async (values, isToken) => {
        printed.length = 0;
        await run(kind, place, values, isToken);
        expect(printed.length).toBeGreaterThan(10);
        expectNothingOf(values);
      }),
      { numRuns: 8, seed: 20261124 },
    );
  });

  it("when credentials are printed, alone or inside other values", () => {
    fc.assert(
      fc.property(secrets, (values) => {
        printed.length = 0;
        const env = {
          HUAWEICLOUD_SDK_AK: "FAKEAK",
          HUAWEICLOUD_SDK_SK: values.sk,
          HUAWEICLOUD_SDK_SECURITY_TOKEN: values.securityToken,
        };
        const credentials = credentialsFromEnv(env);
        print(credentials, { credentials }, [credentials], new Error("x", { cause: credentials }), `${credentials}`);
        print(createSignedFetch(credentials), hideSecrets({ authToken: values.authToken }));
        expectNothingOf(values);
      }),
      { numRuns: 50, seed: 20261124 },
    );
  });

  it.each(["\n", "\u0000", "\u20ac"])("for a token that isn't a valid header, because it contains %j", async (bad) => {
    await fc.assert(
      fc.asyncProperty(secrets, fc.boolean(), async (values, isToken) => {
        printed.length = 0;
        const broken = { ...values, securityToken: values.securityToken + bad, authToken: values.authToken + bad };
        await run("an HTML page repeats the request", "link", broken, isToken);
        expectNothingOf(values);
      }),
      { numRuns: 8, seed: 20261124 },
    );
  });
});
