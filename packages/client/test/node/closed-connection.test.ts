// A server that closes the connection after the body or within it, and a consumer that waits between two reads. Node 24
// ends such a process with an assertion that can't be caught: https://github.com/nodejs/undici/issues/5360.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("programs/save-links.ts", import.meta.url));
const ROUNDS = 3;
const SIZES = [1, 70_000, 100_000, 150_000, 300_000, 1 << 20, 5_000_000];

const contentOf = (size: number) => Buffer.alloc(size, "url,requests\nhttps://www.example.com/a,10\n");

type Answer = (response: ServerResponse, content: Buffer) => void;
const ANSWERS: Record<string, Answer> = {
  length(response, content) {
    response.setHeader("Content-Length", content.length).end(content);
  },
  chunked(response, content) {
    response.write(content.subarray(0, 1));
    response.end(content.subarray(1));
  },
  "until-close"(response, content) {
    response.useChunkedEncodingByDefault = false;
    response.end(content);
  },
  cut(response, content) {
    response.setHeader("Content-Length", content.length);
    // Ends the connection without an error.
    response.write(content.subarray(0, Math.ceil(content.length / 2)), () => response.socket?.end());
  },
};

/** Serves `/BYTES/ANSWER/CONNECTION`, and the rest of a file as a range. */
const server = createServer((request, response) => {
  const [, size = "", answer = "", connection = ""] = request.url?.split("/") ?? [];
  const content = contentOf(Number(size));
  response.setHeader("Connection", connection).setHeader("ETag", '"one"');
  const from = Number(/\d+/.exec(request.headers.range ?? "0"));
  if (from === 0) return ANSWERS[answer]?.(response, content);
  response.statusCode = 206;
  response.setHeader("Content-Range", `bytes ${from}-${content.length - 1}/${content.length}`);
  ANSWERS.length?.(response, content.subarray(from));
});

let folder: string;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "closed-"));
  await once(server.listen(0, "127.0.0.1"), "listening");
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

it.each([
  ["a length", "length", "close"],
  ["a length", "length", "keep-alive"],
  ["chunks", "chunked", "close"],
  ["the end of the connection as its end", "until-close", "close"],
  ["a length, but cut in the middle,", "cut", "close"],
])("a body with %s is downloaded whole at any size (%s, %s)", { timeout: 60_000 }, async (_, answer, connection) => {
  const sizes = Array.from({ length: ROUNDS }, () => SIZES).flat();
  const links = sizes.map((size) => `${url}/${size}/${answer}/${connection}`);
  const child = spawn(process.execPath, [PROGRAM, folder, ...links], { stdio: ["ignore", "pipe", "pipe"] });
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  const hashes = sizes.map((size) => createHash("sha256").update(contentOf(size)).digest("hex"));
  expect(output.trim().split("\n")).toEqual(hashes.map((hash) => `${hash} ${hash}`));
});
