import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSignedFetch, type Verdict, verify } from "../src/index.ts";
import { credentials } from "./vectors.ts";

// Requests that fetch sends over a real connection, verified as Node receives them.
let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(async (req, res) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of req) chunks.push(chunk as Uint8Array);
    const received = {
      method: req.method ?? "",
      target: req.url ?? "",
      headers: req.rawHeaders,
      body: Buffer.concat(chunks),
    };
    const verdict = await verify(received, (ak) => (ak === credentials.ak ? credentials : undefined));
    res.setHeader("content-type", "application/json");
    res.end(JSON.stringify(verdict));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("over a real connection", () => {
  const signedFetch = createSignedFetch(credentials);
  const cases: [string, string, RequestInit?][] = [
    ["a plain GET", "/v1/x"],
    ["no path", ""],
    ["characters that fetch doesn't escape in a path", "/!$&'()*+,;=:@-._~|^[]{}\"<> `é%2f%zz/a//b/"],
    ["characters that fetch doesn't escape in a query", "/q?b='()*!~-._:@/?[]{}|^` é😀&a=%2b%zz&a&=1&&z="],
    ["dot segments", "/a/../b/./c/%2e%2e/d"],
    ["a fragment, which is not sent", "/a#b"],
    ["JSON with a header", "/v1/x", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }],
    ["text without a content type", "/v1/x", { method: "PUT", body: "é😀\ud800" }],
    ["a lower-case patch", "/v1/x", { method: "patch", body: new Uint8Array([0, 255]) }],
    ["an empty body", "/v1/x", { method: "POST", body: "" }],
    ["a POST without a body", "/v1/x", { method: "POST" }],
    ["a Blob", "/v1/x", { method: "POST", body: new Blob(["x"], { type: "Text/Plain" }) }],
    ["URLSearchParams", "/v1/x", { method: "POST", body: new URLSearchParams({ a: "b c" }) }],
    [
      "header values with Latin-1 and padding",
      "/v1/x",
      { headers: { "x-a": " \té  ü\t", x_b: "", "x-a-b": "\u00a0n" } },
    ],
  ];

  test.each(cases)("%s verifies", async (_, target, init) => {
    const verdict = (await (await signedFetch(origin + target, init)).json()) as Verdict;
    expect(verdict).toEqual({ ok: true, ak: credentials.ak });
  });

  test("a Request with FormData verifies", async () => {
    const body = new FormData();
    body.set("a", "b");
    const verdict = await (await signedFetch(new Request(`${origin}/v1/x`, { method: "POST", body }))).json();
    expect(verdict).toEqual({ ok: true, ak: credentials.ak });
  });
});
