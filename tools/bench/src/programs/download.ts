// download.ts saveFile|pipeline|hashed URL BYTES CUTS: downloads into a temporary file, and prints time and memory as JSON.
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { createExportClient, type ExportFile } from "@cdn-export/client";
import { saveFile } from "@cdn-export/client/node";

const [way, url, bytes, cuts] = process.argv.slice(2);
const link = `${url}/file?bytes=${bytes}&cuts=${cuts}`;
const folder = await mkdtemp(join(tmpdir(), "bench-"));
const target = join(folder, "file.csv");

/** The file of a task that is already done, so that only the download is measured. */
async function finished(): Promise<ExportFile> {
  const task = { task_id: "1", status: "success", download_link: link };
  const cdn = createExportClient({
    credentials: { ak: "FAKEAK", sk: "not-a-secret" },
    fetch: async (input, init) => (String(input) === link ? fetch(input, init) : Response.json({ data: [task] })),
  });
  const request = { action: "uv" } as const;
  const state = {
    version: 1,
    id: "bench",
    phase: "waiting",
    request,
    startedAt: 0,
    elapsedMs: 0,
    warnings: [],
    taskId: "1",
  } as const;
  return cdn.restore(state).result();
}

async function pipe(): Promise<void> {
  const { body } = await fetch(link);
  await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), createWriteStream(target));
}

async function pipeHashed(): Promise<void> {
  const { body } = await fetch(link);
  const hash = createHash("sha256");
  async function* hashed(chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  }
  await pipeline(Readable.fromWeb(body as ReadableStream<Uint8Array>), hashed, createWriteStream(target));
  hash.digest("hex");
}

const file = way === "saveFile" ? await finished() : undefined;
const WAYS: Record<string, () => Promise<unknown>> = {
  saveFile: async () => file && saveFile(file, target),
  pipeline: pipe,
  hashed: pipeHashed,
};

// The first fetch of a process loads Node's HTTP client, which isn't part of the comparison.
await (await fetch(`${url}/file?bytes=1`)).text();
const before = process.memoryUsage.rss();
let peak = before;
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const start = performance.now();
await WAYS[way ?? ""]?.();
const ms = performance.now() - start;
clearInterval(timer);
await rm(folder, { recursive: true });
console.log(JSON.stringify({ ms, grownMb: (peak - before) / 2 ** 20 }));
