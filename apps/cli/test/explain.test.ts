import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEMO_CREDENTIALS, type Emulator, startEmulator } from "@cdn-export/emulator";
import { sign } from "@cdn-export/signer";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { curlLine } from "../src/commands/sign/curl-line.ts";

const PATH = "/v1/cdn/statistics/export-tasks";
const TOKEN = "made-up-token-never-to-be-printed";
const key = { ak: DEMO_CREDENTIALS.ak, sk: DEMO_CREDENTIALS.sk };
const noKey = { HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "" };
let cloud: Emulator;

beforeAll(async () => {
  cloud = await startEmulator({ lockAfter: Number.POSITIVE_INFINITY });
});
afterAll(() => cloud.close());

interface Change {
  date?: Date;
  body?: string;
  securityToken?: string;
}

interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

async function signed({ date = new Date(), body = '{"action":"uv"}', securityToken }: Change = {}): Promise<Sent> {
  const request = {
    method: "POST",
    url: `${cloud.url}${PATH}?a=1`,
    headers: { "content-type": "application/json" },
    body,
  };
  const { headers } = await sign(request, { ...key, securityToken }, { date });
  return { ...request, headers, body: Buffer.from(body) };
}

const line = (sent: Sent) => curlLine({ ...sent, bodyFile: undefined });

/** What `curl -i` prints. */
async function answer({ url, method, headers, body }: Sent): Promise<string> {
  const response = await fetch(url, { method, headers, ...(body && { body: new Uint8Array(body) }) });
  const head = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `HTTP/1.1 ${response.status} ${response.statusText}\r\n${head}\r\n${await response.text()}`;
}

const explained = async (input: string, env: Record<string, string> = {}) => {
  const { code, stdout } = await run(["explain", "--json"], { input, env });
  const explanation = JSON.parse(stdout);
  expect(code).toBe(explanation.reason === "not known" ? 1 : 0);
  return explanation;
};

describe("a response alone", () => {
  test("as printed by curl -i, with the gateway's clock", async () => {
    const text = await answer(await signed({ date: new Date(Date.now() - 3_600_000) }));
    const explanation = await explained(text, noKey);
    expect(explanation.reason).toBe("clock");
    expect(explanation.summary).toMatch(/its time is 1 h.* before the gateway's/);
  });

  test("without times in the message, by its Date header", async () => {
    const text = `> GET / HTTP/1.1\n< HTTP/1.1 401 Unauthorized\n< Date: Sun, 01 Nov 2026 10:00:00 GMT\n< \n{ [80 bytes data]\n{"error_msg":"signature expired, signature time:20261101T093000Z"}\n* Connection #0 left intact`;
    expect(await explained(text, noKey)).toMatchObject({ reason: "clock", clockOffsetMs: 1_800_000 });
  });

  test.each([
    ['{"error_msg":"Get secretKey failed,ak:AK,err:ak not exist","error_code":"APIGW.0301"}', "unknown key"],
    ["<html><pre>AK access failed to reach the limit,forbidden</pre></html>", "locked"],
    ["verify aksk signature fail", "wrong signature"],
    ["decrypt token fail", "token"],
    ["502 Bad Gateway", "not known"],
    ['HTTP/1.1 200 OK\n\n{"data":[{"download_link":"https://h.example/x?Signature=a"}]}', "nothing wrong"],
  ])("%s", async (text, reason) => {
    expect(await explained(text, noKey)).toMatchObject({ reason });
  });

  test("with another error is explained from the error catalogue", async () => {
    const { code, stderr } = await run(["explain"], { input: '{"error":{"error_code":"CDN.0202","error_msg":"x"}}' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^CDN\.0202: the period is invalid/) });
  });
});

describe("a curl command and its response", () => {
  test("are compared, and the differences are named", async () => {
    const sent = await signed();
    const changed = { ...sent, body: Buffer.from("{}"), url: `${sent.url}&b=2` };
    for (const env of [{}, noKey]) {
      const { reason, differences } = await explained(`$ ${line(sent)}\n${await answer(changed)}`, env);
      expect(reason).toBe("other request");
      expect(differences.map(({ part }: { part: string }) => part)).toEqual(["query", "payload"]);
    }
  });

  test("that agree are checked with the key in the environment", async () => {
    const right = await signed();
    const sent = { ...right, url: `${right.url}&b=2` };
    const input = `${line(sent)}\n${await answer(sent)}`;
    expect((await explained(input, noKey)).reason).toBe("wrong secret");
    const { reason, differences, answer: said } = await explained(input);
    expect(reason).toBe("other request");
    expect(differences).toMatchObject([{ part: "query", ours: "a=1", theirs: "a=1&b=2" }]);
    expect(said.reason).toBe("wrong secret");
  });

  test("can be in any order, and are explained for people", async () => {
    const sent = await signed();
    const input = `${await answer({ ...sent, url: `${sent.url}&b=2` })}\n\n$ ${line(sent)}\n`;
    const { code, stdout, stderr } = await run(["explain", "-"], { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("The gateway received a different request than the signed one: query.\n");
    expect(stdout).toMatch(/> query +ours: +a=1\n/);
  });
});

describe("a curl command alone", () => {
  test("that is correct is reported as correct", async () => {
    expect((await explained(line(await signed()))).reason).toBe("nothing wrong");
  });

  test.each<[what: string, change: (sent: Sent) => Sent, reason: string, part?: string]>([
    ["a different body", (sent) => ({ ...sent, body: Buffer.from("{}") }), "wrong secret"],
    [
      "a newline in the body",
      (sent) => ({ ...sent, body: Buffer.from('{\n"action":"uv"}') }),
      "other request",
      "payload",
    ],
    ["an extra parameter", (sent) => ({ ...sent, url: `${sent.url}&b=2` }), "other request", "query"],
    ["a different path", (sent) => ({ ...sent, url: sent.url.replace("/v1", "/v2") }), "wrong secret"],
    [
      "a charset",
      ({ headers, ...sent }) => ({
        ...sent,
        headers: { ...headers, "content-type": "application/json; charset=utf-8" },
      }),
      "other request",
      "header content-type",
    ],
    [
      "no content type",
      ({ headers: { "content-type": _, ...headers }, ...sent }) => ({ ...sent, headers }),
      "other request",
    ],
    ["no date", ({ headers: { "x-sdk-date": _, ...headers }, ...sent }) => ({ ...sent, headers }), "other request"],
    ["no signature", ({ headers: { authorization: _, ...headers }, ...sent }) => ({ ...sent, headers }), "not signed"],
  ])("with %s", async (_, change, reason, part) => {
    const explanation = await explained(line(change(await signed())));
    expect(explanation.reason).toBe(reason);
    if (part) expect(explanation.differences).toMatchObject([{ part, same: false }]);
  });

  test("that is old, has another key, or can't be checked without a key", async () => {
    expect((await explained(line(await signed({ date: new Date("2026-01-01") })), noKey)).reason).toBe("clock");
    const sent = line(await signed());
    expect((await explained(sent, { HUAWEICLOUD_SDK_AK: "AK2" })).reason).toBe("not known");
    expect((await explained(sent, noKey)).reason).toBe("not known");
    expect((await explained(sent, { HUAWEICLOUD_SDK_SK: "made-up" })).reason).toBe("wrong secret");
  });

  test("whose body is in a local file", async () => {
    const file = join(newFolder(), "query.json");
    writeFileSync(file, '{"action":"uv"}');
    const sent = await signed();
    expect((await explained(curlLine({ ...sent, bodyFile: file }))).reason).toBe("nothing wrong");
  });

  test("with set and unset shell variables", async () => {
    const sent = await signed();
    const input = line(sent).replace(cloud.url, "'\"$CLOUD\"'");
    expect((await explained(input, { CLOUD: cloud.url })).reason).toBe("nothing wrong");
    const { code, stderr } = await run(["explain"], { input: `curl http://h.example -H "X-Security-Token: $TOK"` });
    expect(code).toBe(0);
    expect(stderr).toContain("note: $TOK is unknown here");
  });
});

test("reads a file as well as stdin, in UTF-8 and UTF-16", async () => {
  const file = join(newFolder(), "answer.txt");
  for (const encoding of ["utf8", "utf16le"] as const) {
    writeFileSync(file, "\ufeffverify aksk signature fail", encoding);
    const { code, stdout } = await run(["explain", file]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining("The signature is wrong") });
  }
});

test.each<[args: string[], input: string, message: RegExp]>([
  [[], "", /there is nothing to explain/],
  [["-"], " \n\n", /there is nothing to explain/],
  [["none.txt"], "", /none\.txt can't be read: it doesn't exist/],
  [["."], "", /it is a folder/],
  [[], "curl -s", /has no URL/],
  [[], "curl 'http://['", /isn't valid/],
  [["a", "b"], "", /too many arguments/],
  [["--jsno"], "", /Did you mean --json\?/],
])("explain %j of %j prints one line and exits with 2", async (args, input, message) => {
  const { code, stdout, stderr } = await run(["explain", ...args], { input });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^cdn-export: [^\n]+\n$/);
  expect(stderr).toMatch(message);
});

test("pasted text can't control the terminal", async () => {
  const input = `curl 'http://h.example/?\u001b[2Ja=1' -H 'authorization: SDK-HMAC-SHA256 Access=\u001b[31mA, SignedHeaders=x-sdk-date, Signature=${"0".repeat(64)}' -H 'x-sdk-date: 20260101T000000Z'`;
  const { stdout, stderr } = await run(["explain"], { input });
  expect(stdout + stderr).not.toContain("\u001b");
});

test("prints no secret of the pasted text", async () => {
  const env = { HUAWEICLOUD_SDK_SECURITY_TOKEN: TOKEN, MY_PASSWORD: "made-up-password" };
  const sent = await signed({ securityToken: TOKEN });
  const right = line(sent).replace(
    '"x-security-token: $HUAWEICLOUD_SDK_SECURITY_TOKEN"',
    `'x-security-token: ${TOKEN}'`,
  );
  const echo = `verify aksk signature fail, canonicalRequest:POST|${PATH}/|a=1|x-security-token:${TOKEN}|x-sdk-date:1||x-security-token;x-sdk-date|00`;
  // Insert pieces at pseudo-random places, the same in every run.
  let seed = 7;
  const next = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  const pieces = [DEMO_CREDENTIALS.sk, "$HUAWEICLOUD_SDK_SK", "$MY_PASSWORD", TOKEN, "'", '"', "\n", "&", "?", "%"];
  const inputs = [right, line(sent), echo, `${right}\n${echo}`];
  for (let i = 0; i < 20; i++) {
    const text = inputs[next(4)] ?? "";
    const at = next(text.length);
    inputs.push(text.slice(0, at) + pieces[next(pieces.length)] + text.slice(at));
  }
  const explained = async (input: string, i: number) => {
    const flags = i % 2 === 0 ? [] : ["--json", "--debug"];
    const { stdout, stderr } = await run(["explain", ...flags], { input, env });
    for (const secret of [DEMO_CREDENTIALS.sk, TOKEN, "made-up-password"])
      expect(stdout + stderr, input).not.toContain(secret);
  };
  await Promise.all(inputs.map(explained));
}, 180_000);

test("shows only the hash of a body", async () => {
  const sent = {
    ...(await signed({ body: '{"note":"made-up-note"}' })),
    body: Buffer.from('{"note":"made-up-other"}'),
  };
  const { stdout } = await run(["explain"], { input: `${line(sent)}\n${await answer(sent)}`, env: noKey });
  expect(stdout).toContain(createHash("sha256").update(sent.body).digest("hex"));
  expect(stdout).not.toContain("made-up");
});
