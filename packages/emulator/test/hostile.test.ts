// Malformed requests over a real socket: the server sends a response of the right shape or closes the connection, and
// continues.
import { validateResponse } from "@cdn-export/api/validate";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exchange } from "./exchange.ts";
import { PATH, testCloud } from "./helpers.ts";

const SEED = 20261108;

/** The status and body of the first response. Checks JSON of the gateway against the spec. */
function parse(answer: string): { status: number; message: string } {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]);
  expect(head).toMatch(/\r\nX-Request-Id: [0-9a-f]{32}(\r\n|$)/);
  if (!/application\/json/.test(head)) return { status, message: body };
  const length = Number(/Content-Length: (\d+)/.exec(head)?.[1]);
  const value = JSON.parse(Buffer.from(body).subarray(0, length).toString());
  expect(validateResponse("listExportTasks", status, value)).toEqual([]);
  return { status, message: value.error_msg ?? value.error?.error_msg };
}

const closing = (head: string) => `${head}\r\nConnection: close\r\n\r\n`;

describe("a slow client", () => {
  test.each([
    ["with its headers", `GET ${PATH} HTTP/1.1\r\nHost: x\r\nX-A:`],
    ["with its body", `POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{`],
  ])("that sends %s gets 408 and is disconnected, while others are served", async (_, begun) => {
    // The only real time in these tests: sockets have no other clock.
    const { cloud } = await testCloud({ port: 0, requestTimeoutMs: 100 });
    const dawdlers = Array.from({ length: 50 }, () => exchange(cloud.url, begun));
    expect((await fetch(cloud.url + PATH)).status).toBe(401);
    for (const answer of await Promise.all(dawdlers)) {
      expect(parse(answer)).toEqual({ status: 408, message: "The request did not arrive in time" });
    }
  });
});

test.each([
  ["no host", closing(`GET ${PATH} HTTP/1.1`), 400, "one Host"],
  ["two hosts", closing(`GET ${PATH} HTTP/1.1\r\nHost: a\r\nHost: b`), 400, "one Host"],
  ["HTTP/1.0 without a host", `GET ${PATH} HTTP/1.0\r\n\r\n`, 401, "x-auth-token not found"],
  [
    "two lengths",
    closing(`POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2`),
    400,
    "isn't HTTP",
  ],
  [
    "a length and chunks",
    closing(`POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked`),
    400,
    "isn't HTTP",
  ],
  ["an invalid length", closing(`POST ${PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: -1`), 400, "isn't HTTP"],
  ["a line break in a value", closing(`GET ${PATH} HTTP/1.1\r\nHost: x\r\nX-A: 1\rX-B: 2`), 400, "isn't HTTP"],
  ["CONNECT", closing("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com"), 400, "isn't HTTP"],
  ["an expectation", closing(`GET ${PATH} HTTP/1.1\r\nHost: x\r\nExpect: miracles`), 401, "x-auth-token not found"],
  ["an upgrade", closing(`GET ${PATH} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket`), 401, "x-auth-token not found"],
  ["a whole URL as target", closing(`GET http://x${PATH} HTTP/1.1\r\nHost: x`), 401, "x-auth-token not found"],
  ["a whole URL without a path", closing("GET http://x?a HTTP/1.1\r\nHost: x"), 404, "does not exist"],
  ["TLS", Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc]), 400, "isn't HTTP"],
  ["a target of 20 kB", closing(`GET ${PATH}?${"x".repeat(20_000)} HTTP/1.1\r\nHost: x`), 414, "too long"],
])("the response to %s has the gateway's shape", async (_, bytes, status, message) => {
  const { cloud } = await testCloud({ port: 0 });
  const found = parse(await exchange(cloud.url, bytes));
  expect(found.status).toBe(status);
  expect(found.message).toContain(message);
});

test("many concurrent bodies of 12 MB use only the memory of their bytes, and free it afterwards", async () => {
  const { cloud, create } = await testCloud({ port: 0 });
  const body = new Uint8Array(12 * 1024 * 1024).fill(0x20);
  const answers = await Promise.all(Array.from({ length: 4 }, () => create(body, { token: "", fetch })));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
  expect(cloud.tasks).toEqual([]);
});

describe("a server that receives random bytes", () => {
  const request = [
    `POST ${PATH}?limit=1 HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`,
    "X-Sdk-Date: 20261108T020000Z\r\nConnection: close\r\nContent-Length: 2\r\n",
    `Authorization: SDK-HMAC-SHA256 Access=EMULATORDEMOAK000001, SignedHeaders=host;x-sdk-date, Signature=${"0".repeat(64)}\r\n\r\n{}`,
  ].join("");
  /** A request with a few bytes changed, removed or inserted. */
  const damaged = fc
    .array(
      fc.tuple(
        fc.nat(request.length),
        fc.constantFrom("set", "cut", "add"),
        fc.uint8Array({ minLength: 1, maxLength: 6 }),
      ),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((changes) =>
      changes.reduce((bytes, [at, how, with_]) => {
        const rest = bytes.subarray(how === "add" ? at : at + with_.length);
        return Buffer.concat([bytes.subarray(0, at), how === "cut" ? Buffer.alloc(0) : with_, rest]);
      }, Buffer.from(request)),
    );

  test("responds or closes the connection, and continues", async () => {
    const { cloud } = await testCloud({ port: 0, lockAfter: 1e9 });
    const rubbish = fc.oneof({ weight: 4, arbitrary: damaged }, fc.uint8Array({ maxLength: 200 }).map(Buffer.from));
    await Promise.all(
      fc.sample(rubbish, { numRuns: 400, seed: SEED }).map(async (bytes) => {
        const answer = await exchange(cloud.url, bytes, true);
        if (answer === "") return;
        expect(parse(answer).status).toBeGreaterThanOrEqual(400);
      }),
    );
    expect(cloud.tasks).toEqual([]);
    expect((await fetch(cloud.url + PATH)).status).toBe(401);
  });
});
