// Downloads with a Content-Encoding, from a server on this machine.
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { fakeService } from "@cdn-export/test-support/fake-service";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createExportClient, type ExportFile } from "../../src/index.ts";

const TEXT = Array.from({ length: 20_000 }, (_, i) => `https://www.example.com/${(i * 7919) % 10_007},${i}`).join("\n");

interface Answer {
  encoding: string;
  body: Buffer;
  hasLength: boolean;
}

let server: Server;
let requests: number;
let answer: Answer;

beforeEach(async () => {
  requests = 0;
  server = createServer((_, response) => {
    requests++;
    const { encoding, body, hasLength } = answer;
    response.setHeader("content-encoding", encoding);
    if (hasLength) response.setHeader("content-length", body.length);
    else {
      // The end of the connection is the end of the body.
      response.useChunkedEncodingByDefault = false;
      response.setHeader("connection", "close");
    }
    response.end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

/** A file on the server, of a client that uses the global fetch. */
async function exported(): Promise<ExportFile> {
  const service = fakeService();
  const { fetch: real } = globalThis;
  vi.stubGlobal("fetch", (input: string, init: RequestInit) =>
    input.startsWith("https://cdn.test") ? service.fetch(input, init) : real(input, init),
  );
  const { fetch: _, ...options } = service.options;
  const job = createExportClient(options).start({
    action: "uv",
    domains: "all",
    from: "2026-11-20",
    to: "2026-11-21",
  });
  await job.submitted();
  const { port } = server.address() as AddressInfo;
  Object.assign(service.tasks[0] ?? {}, { status: "success", download_link: `http://127.0.0.1:${port}/file` });
  return job.result();
}

describe.each([
  ["gzip", gzipSync(TEXT)],
  ["x-gzip", gzipSync(TEXT)],
  ["deflate", deflateSync(TEXT)],
  ["br", brotliCompressSync(TEXT)],
  ["zstd", zstdCompressSync(TEXT)],
])("a body encoded with %s", (encoding, body) => {
  it.each([true, false])("is decoded (with a length: %s)", async (hasLength) => {
    answer = { encoding, body, hasLength };
    expect(new TextDecoder().decode(await (await exported()).bytes())).toBe(TEXT);
  });

  it.each([true, false])("that is cut off is TRUNCATED (with a length: %s)", async (hasLength) => {
    answer = { encoding, body: body.subarray(0, body.length / 2), hasLength };
    await expect((await exported()).bytes()).rejects.toMatchObject({ name: "CorruptFileError", code: "TRUNCATED" });
  });
});

it("a body without an encoding is requested once", async () => {
  answer = { encoding: "identity", body: Buffer.from(TEXT), hasLength: true };
  await (await exported()).bytes();
  expect(requests).toBe(1);
});

it("an encoded download that is cancelled drops its connection", async () => {
  answer = { encoding: "gzip", body: gzipSync(TEXT), hasLength: false };
  const closed = new Promise((resolve) => {
    server.on("connection", (socket) => socket.on("close", resolve));
  });
  const reader = (await exported()).stream().getReader();
  await reader.read();
  await reader.cancel();
  await closed;
});
