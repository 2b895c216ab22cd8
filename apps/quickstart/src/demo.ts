// `npm run demo`: one export from the query to the table, against an emulator or, with --live, the real service.
import { createHash } from "node:crypto";
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { createExportClient, type ExportClient, type ExportQuery } from "@cdn-export/client";
import { type SavedFile, saveFile } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { credentialsFromEnv } from "@cdn-export/signer/node";
import { type DemoArguments, HELP, readArguments, UsageError } from "./arguments.ts";
import { CLEAR_LINE, createProgress, type Progress } from "./progress.ts";
import { summarize } from "./table.ts";

const SHOWN_ROWS = 8;
/** The emulator shows a task at once, so nothing is gained by looking for it longer. */
const EMULATOR_VISIBILITY_MS = 5000;
/** Where the user stands: npm changes to the workspace, and says where it came from. */
const folder = process.env.INIT_CWD ?? process.cwd();

/** What the process ends with; 130 is what a shell expects after Ctrl-C. */
async function main(args: string[]): Promise<number> {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  // A reader that has seen enough, like `head`, is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : complain(error.message)),
  );
  const run = { taskId: undefined as string | undefined };
  try {
    const options = readArguments(args, folder);
    if (options) await demo(options, createProgress(process.stdout), controller.signal, run);
    else console.log(HELP);
    return 0;
  } catch (error) {
    if (!controller.signal.aborted) return complain(describe(error));
    complain(`stopped; no file was written${run.taskId ? `. Task ${run.taskId} goes on at the service` : ""}`);
    return 130;
  }
}

/** One line, and the exit code for it. */
function complain(message: string): number {
  process.stderr.write(`${process.stdout.isTTY ? CLEAR_LINE : ""}demo: ${message}\n`);
  return 1;
}

/** A stack is for us: it is shown on request. */
function describe(error: unknown): string {
  if (process.env.DEBUG) return String((error as Error).stack);
  return String((error as Error).message).replaceAll("\n", " ");
}

interface Run {
  taskId: string | undefined;
}

async function demo(
  { query, out, target }: DemoArguments,
  progress: Progress,
  signal: AbortSignal,
  run: Run,
): Promise<void> {
  if (target.kind === "live") {
    const credentials = credentialsFromEnv();
    const cdn = createExportClient({
      credentials,
      ...(target.endpoint !== undefined && { endpoint: target.endpoint }),
    });
    console.log(`Export from ${target.endpoint ?? "Huawei Cloud CDN"}, with the key ${credentials.ak.slice(0, 4)}...`);
    return exportTo(out, query, cdn, progress, signal, run);
  }
  const cloud = await startEmulator({ port: target.port, format: "csv" });
  try {
    console.log(`Export from an emulator at ${cloud.url}: nothing leaves this machine, the figures are made up.`);
    const options = { credentials: DEMO_CREDENTIALS, visibilityTimeout: EMULATOR_VISIBILITY_MS };
    // Its tasks end with it: there is none to go on with.
    await exportTo(out, query, createExportClient({ ...options, endpoint: cloud.url }), progress, signal, {
      taskId: undefined,
    });
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
  run: Run,
): Promise<void> {
  // The export may take long: what keeps its file from being written is said before.
  await probe(out);
  progress.line(
    "query",
    `${query.action} of ${[query.domains].flat().join(", ")}, ${day(query.from)} to ${day(query.to)} (GMT+8)`,
  );
  const job = cdn.start(query, { signal });
  for await (const { phase, status, elapsedMs, taskId } of job) {
    const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
    run.taskId = taskId;
    if (phase === "submitting") progress.live("create", "signed request is on its way", phase);
    if (phase === "waiting")
      progress.live("wait", `${status ?? "not listed"}, ${seconds}, task ${taskId}`, `${status}`);
    if (phase === "done") progress.line("done", `${status}, after ${seconds}, task ${taskId}`);
  }
  const file = await job.result();
  for (const { message } of file.warnings) progress.line("note", message);
  await report(await saveFile(file, out), progress);
}

/** Makes a file beside the one that will be written, and removes it. */
async function probe(out: string): Promise<void> {
  const path = `${out}.${process.pid}.probe`;
  try {
    if (out.startsWith(`${folder}/exports/`)) await mkdir(dirname(out), { recursive: true });
    await (await open(path, "wx")).close();
    await rm(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `${out} cannot be written (${code}): choose another --out, in a folder that exists and is yours`,
    );
  }
}

/** Reads the file back from the disk: what is shown is what lies there. */
async function report({ path, bytes, sha256, type }: SavedFile, progress: Progress): Promise<void> {
  const content = await readFile(path);
  if (createHash("sha256").update(content).digest("hex") !== sha256) {
    throw new UsageError(`${path} does not hold what was downloaded: another program has changed it`);
  }
  progress.line("file", `${shortest(path)}, ${bytes} bytes, sha256 ${sha256.slice(0, 16)}... (checked)`);
  if (type !== "csv") return progress.line("content", `a file of type ${type}: open it with a program that knows it`);
  const columns = process.stdout.isTTY ? process.stdout.columns - 2 : undefined;
  const { table, count } = await summarize(content, SHOWN_ROWS, columns);
  console.log(`\n${table.replace(/^/gm, "  ")}`);
  if (count > SHOWN_ROWS) console.log(`  ... and ${count - SHOWN_ROWS} rows more`);
}

function shortest(path: string): string {
  const short = relative(folder, path);
  return short.startsWith("..") ? path : short;
}

/** As people in GMT+8 write it. */
function day(instant: unknown): string {
  return new Date((instant as Date).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

process.exitCode = await main(process.argv.slice(2));
