// `npm run demo`: one export from the query to the table, against an emulator or, with --live, the real service.
import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, relative } from "node:path";
import {
  AbortedError,
  CdnExportError,
  createExportClient,
  type ExportClient,
  type ExportQuery,
} from "@cdn-export/client";
import { type SavedFile, saveFile } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { credentialsFromEnv } from "@cdn-export/signer/node";
import { type DemoArguments, HELP, readArguments, UsageError } from "./arguments.ts";
import { createProgress, type Progress } from "./progress.ts";
import { summarize } from "./table.ts";

const SHOWN_ROWS = 8;
/** Where the user stands: npm changes to the workspace, and says where it came from. */
const folder = process.env.INIT_CWD ?? process.cwd();

/** What the process ends with; 130 is what a shell expects after Ctrl-C. */
async function main(args: string[]): Promise<number> {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  try {
    const options = readArguments(args, folder);
    if (options) await demo(options, createProgress(process.stdout), controller.signal);
    else console.log(HELP);
    return 0;
  } catch (error) {
    if (!isExpected(error)) throw error;
    process.stdout.write(process.stdout.isTTY ? "\r\u001b[K" : "");
    console.error(
      `demo: ${controller.signal.aborted ? "stopped; no file was written. A task that was created goes on at the service" : error.message}`,
    );
    return controller.signal.aborted ? 130 : 1;
  }
}

async function demo({ query, out, target }: DemoArguments, progress: Progress, signal: AbortSignal): Promise<void> {
  if (target.kind === "live") {
    const credentials = credentialsFromEnv();
    const cdn = createExportClient({ credentials, ...(target.endpoint && { endpoint: target.endpoint }) });
    console.log(`Export from ${target.endpoint ?? "Huawei Cloud CDN"}, with the key ${credentials.ak.slice(0, 4)}...`);
    return exportTo(out, query, cdn, progress, signal);
  }
  const cloud = await startEmulator({ port: target.port });
  try {
    console.log(`Export from an emulator at ${cloud.url}: nothing leaves this machine, the figures are made up.`);
    const cdn = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url });
    await exportTo(out, query, cdn, progress, signal);
  } finally {
    await cloud.close();
  }
}

async function exportTo(
  out: string,
  query: ExportQuery,
  cdn: ExportClient,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  progress.line(
    "query",
    `${query.action} of ${[query.domains].flat().join(", ")}, ${day(query.from)} to ${day(query.to)} (GMT+8)`,
  );
  const job = cdn.start(query, { signal });
  for await (const { phase, status, elapsedMs, taskId } of job) {
    const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
    if (phase === "submitting") progress.live("create", "signed request is on its way", phase);
    if (phase === "waiting")
      progress.live("wait", `task ${taskId}: ${status ?? "not listed"}, ${seconds}`, `${status}`);
    if (phase === "done") progress.line("done", `task ${taskId}: ${status}, after ${seconds}`);
  }
  const file = await job.result();
  for (const { message } of file.warnings) progress.line("note", message);

  await mkdir(dirname(out), { recursive: true });
  const saved = await saveFile(file, out, { overwrite: true });
  await report(saved, progress);
}

/** Reads the file back from the disk: what is shown is what lies there. */
async function report({ path, bytes, sha256, type }: SavedFile, progress: Progress): Promise<void> {
  const content = await readFile(path);
  if (createHash("sha256").update(content).digest("hex") !== sha256) {
    throw new UsageError(`${path} does not hold what was downloaded: another program has changed it`);
  }
  progress.line("file", `${shortest(path)}, ${bytes} bytes, sha256 ${sha256.slice(0, 16)}... (checked)`);
  if (type !== "csv") return progress.line("content", `a file of type ${type}: open it with a program that knows it`);
  const { table, count } = summarize(content.toString("utf8"), SHOWN_ROWS);
  console.log(`\n${table.replace(/^/gm, "  ")}`);
  if (count > SHOWN_ROWS) console.log(`  ... and ${count - SHOWN_ROWS} rows more`);
}

function shortest(path: string): string {
  const short = relative(folder, path);
  return short.startsWith("..") ? path : short;
}

/** What the user can do something about; anything else is a mistake of ours and keeps its stack. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    error instanceof CdnExportError ||
    (error as Error).name === AbortedError.name ||
    isPlain(error)
  );
}

/** The emulator and the credentials say in one line what is wrong. */
function isPlain(error: unknown): boolean {
  return error instanceof Error && (error.constructor === Error || "code" in error);
}

/** As people in GMT+8 write it. */
function day(instant: unknown): string {
  return new Date((instant as Date).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

process.exitCode = await main(process.argv.slice(2));
