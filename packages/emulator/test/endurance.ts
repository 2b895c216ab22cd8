// `pnpm endurance [calls] [start|memory|files]`: checks that take too long for the test suite. Fails if the start is slow or
// if memory grows with calls or with large files. Needs --expose-gc. `start` measures the output of `pnpm build`.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { createSignedFetch } from "@cdn-export/signer";
import { DEMO_CREDENTIALS, type EmulatorOptions, startEmulator } from "../src/index.ts";

const CALLS = Number(process.argv[2] ?? 100_000);
const MOST_GROWTH_BYTES = 16 * 1024 * 1024;
const MOST_START_MS = 300;
/** The memory in use while a file is in transit, at both ends. */
const MOST_FILE_GROWTH_BYTES = 64 * 1024 * 1024;
const SAMPLE_BYTES = 16 * 1024 * 1024;
const GIGABYTE = 1024 ** 3;

const PATH = "/v1/cdn/statistics/export-tasks";
const DAY = { start_time: 1_793_980_800_000, end_time: 1_794_067_200_000 };
const DOMAINS = Array.from({ length: 20 }, (_, i) => `d${i}.example.com`).join();
const MONTHS = {
  action: "isp_detail",
  group_by: "domain",
  domain_name: DOMAINS,
  interval: 300,
  start_time: 1_790_000_000_000,
  end_time: 1_797_000_000_000,
};

const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;

function check(what: string, value: string, holds: boolean): void {
  console.log(`${holds ? "ok  " : "FAIL"} ${what}: ${value}`);
  if (!holds) process.exitCode = 1;
}

function heap(): number {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Calls of all kinds, some of them invalid, with faults by rate. */
async function memoryOverCalls(): Promise<void> {
  const faults = [
    { at: "list", what: "status", status: 503, rate: 0.05 },
    { at: "create", what: "error-200", rate: 0.05 },
  ] as const;
  // Small files: otherwise, the file cache would grow to its limit first.
  const cloud = await startEmulator({
    port: false,
    format: "csv",
    maxTasks: 1000,
    whenFull: "forget-oldest",
    faults,
    runMs: 0,
  });
  const signed = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch });
  const call = async (i: number) => {
    const body = JSON.stringify({ action: i % 7 === 0 ? "none" : "uv", domain_name: `d${i}.example.com`, ...DAY });
    const headers = { "content-type": "application/json" };
    if (i % 10 !== 0) return (await signed(cloud.url + PATH, { method: "POST", headers, body })).text();
    const { data = [] } = await (await signed(`${cloud.url}${PATH}?limit=1`)).json();
    const link: string | undefined = data[0]?.download_link;
    return link === undefined ? "" : (await cloud.fetch(link)).text();
  };
  const run = async (from: number, to: number) => {
    for (let i = from; i < to; i += 20) await Promise.all(Array.from({ length: 20 }, (_, k) => call(i + k)));
  };
  await run(0, CALLS / 5);
  const before = heap();
  const begun = performance.now();
  await run(CALLS / 5, CALLS);
  const rate = Math.round((CALLS * 0.8) / ((performance.now() - begun) / 1000));
  const growth = heap() - before;
  check(
    `memory over ${CALLS} calls (${rate} a second, signing and all)`,
    `+${megabytes(growth)}`,
    growth < MOST_GROWTH_BYTES,
  );
  await cloud.close();
}

/** The time from the start of the built binary to its first line. The fastest of several runs, because other programs use time too. */
async function startTime(): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 7; i++) {
    const begun = performance.now();
    const child = spawn(process.execPath, [fileURLToPath(new URL("../dist/bin.js", import.meta.url)), "--port", "0"]);
    await once(child.stdout, "data");
    times.push(performance.now() - begun);
    child.kill("SIGTERM");
    await once(child, "close");
  }
  const fastest = Math.min(...times);
  check("start of the binary", `${Math.round(fastest)} ms`, fastest <= MOST_START_MS);
}

/** Downloads a file over HTTP, and measures the memory of both ends together. */
async function download(what: string, body: object, options: EmulatorOptions): Promise<void> {
  const cloud = await startEmulator({ format: "csv", runMs: 0, ...options });
  const signed = createSignedFetch(DEMO_CREDENTIALS);
  const headers = { "content-type": "application/json" };
  await (await signed(cloud.url + PATH, { method: "POST", headers, body: JSON.stringify(body) })).text();
  const { data } = await (await signed(cloud.url + PATH)).json();
  const before = heap();
  const begun = performance.now();
  const response = await fetch(data[0].download_link);
  const firstByte = performance.now() - begun;
  let [bytes, most, samples] = [0, before, 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes < samples * SAMPLE_BYTES) continue;
    samples++;
    most = Math.max(most, heap());
  }
  const seconds = (performance.now() - begun) / 1000;
  const figures = `${megabytes(bytes)} in ${seconds.toFixed(1)} s (${megabytes(bytes / seconds)}/s), first byte after ${Math.round(firstByte)} ms`;
  check(what, `${figures}, memory +${megabytes(most - before)}`, most - before < MOST_FILE_GROWTH_BYTES);
  await cloud.close();
}

async function files(): Promise<void> {
  const chunked = { transfer: "chunked" } as const;
  const threeDomains = { ...MONTHS, domain_name: "all" };
  await download("filler of 256 MB", DAY, { fileBytes: GIGABYTE / 4 });
  await download("filler of 2 GB", DAY, { fileBytes: 2 * GIGABYTE });
  await download("csv of real rows", MONTHS, {});
  await download("csv of real rows, in chunks", MONTHS, chunked);
  await download("gzip of real rows, in chunks", threeDomains, { ...chunked, format: "gzip" });
  await download("xlsx of real rows, in chunks", threeDomains, { ...chunked, format: "xlsx" });
}

const parts: Record<string, () => Promise<void>> = { start: startTime, memory: memoryOverCalls, files };
for (const [name, run] of Object.entries(parts)) if ((process.argv[3] ?? name) === name) await run();
