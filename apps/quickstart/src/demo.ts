// `npm run demo`: one export from the query to the file, against an emulator or, with --live, the real service.
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { createExportClient, type ExportClient } from "@cdn-export/client";
import { cannotWrite, GMT8_MS } from "@cdn-export/client/internal";
import { type SavedFile, saveFile } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { credentialsFromEnv } from "@cdn-export/signer/node";
import { type DemoArguments, HELP, readArguments } from "./arguments.ts";

const SHOWN_ROWS = 8;
/** The emulator lists a task at once: looking for it any longer is pointless. */
const EMULATOR_VISIBILITY_MS = 5000;
/** Where the user started npm, which changes to the workspace. */
const folder = process.env.INIT_CWD ?? process.cwd();
/** The task that continues at the real service if the demo is stopped. */
let liveTask: string | undefined;

/** @returns the exit code; 130 is what a shell expects after Ctrl-C. */
async function main(args: string[]): Promise<number> {
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  process.once("SIGTERM", () => controller.abort());
  // A reader that has seen enough, like `head`, isn't a failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) =>
    process.exit(error.code === "EPIPE" ? 0 : complain(error.message)),
  );
  try {
    const options = readArguments(args, folder);
    if (options) await demo(options, controller.signal);
    else console.log(HELP);
    return 0;
  } catch (error) {
    if (!controller.signal.aborted) return complain(describe(error));
    complain(`stopped; no file was written${liveTask ? `. Task ${liveTask} goes on at the service` : ""}`);
    return 130;
  }
}

/** One line, and the exit code for it. */
function complain(message: string): number {
  console.error(`demo: ${message}`);
  return 1;
}

/** The stack is shown on request only. */
function describe(error: unknown): string {
  if (process.env.DEBUG) return String((error as Error).stack);
  return String((error as Error).message).replaceAll("\n", " ");
}

async function demo(options: DemoArguments, signal: AbortSignal): Promise<void> {
  const { target } = options;
  if (target.kind === "live") {
    const credentials = credentialsFromEnv();
    const { endpoint } = target;
    const cdn = createExportClient({ credentials, ...(endpoint !== undefined && { endpoint }) });
    console.log(`Export from ${endpoint ?? "Huawei Cloud CDN"}, with the key ${credentials.ak.slice(0, 4)}...`);
    return exportTo(options, cdn, signal);
  }
  const cloud = await startEmulator({ port: target.port, format: "csv" });
  try {
    console.log(`Export from an emulator at ${cloud.url}: nothing leaves this machine, the figures are made up.`);
    const settings = { credentials: DEMO_CREDENTIALS, visibilityTimeout: EMULATOR_VISIBILITY_MS };
    await exportTo(options, createExportClient({ ...settings, endpoint: cloud.url }), signal);
  } finally {
    await cloud.close();
  }
}

async function exportTo({ query, out, target }: DemoArguments, cdn: ExportClient, signal: AbortSignal): Promise<void> {
  // An export may take minutes: find out first whether its file can be written.
  await probe(out);
  const domains = [query.domains].flat().join(", ");
  say("query", `${query.action} of ${domains}, ${day(query.from)} to ${day(query.to)} (GMT+8)`);
  const job = cdn.start(query, { signal });
  let said = "";
  for await (const { phase, status, elapsedMs, taskId } of job) {
    if (target.kind === "live") liveTask = taskId;
    if (phase === "planned" || said === `${phase} ${status}`) continue;
    said = `${phase} ${status}`;
    const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
    if (phase === "submitting") say("create", "signed request is on its way");
    if (phase === "waiting") say("wait", `${status ?? "not listed"}, ${seconds}, task ${taskId}`);
    if (phase === "done") say("done", `${status}, after ${seconds}, task ${taskId}`);
  }
  const file = await job.result();
  for (const { message } of file.warnings) say("note", message);
  await show(await saveFile(file, out));
}

/** Makes a file beside the one that will be written, and removes it. */
async function probe(out: string): Promise<void> {
  const path = `${out}.${process.pid}.probe`;
  try {
    if (out.startsWith(`${folder}/exports/`)) await mkdir(dirname(out), { recursive: true });
    await (await open(path, "wx")).close();
    await rm(path);
  } catch (error) {
    throw cannotWrite(out, error as NodeJS.ErrnoException);
  }
}

/** The first lines, as they are in the file. */
async function show({ path, bytes, sha256, type }: SavedFile): Promise<void> {
  const short = relative(folder, path);
  say("file", `${short.startsWith("..") ? path : short}, ${bytes} bytes, sha256 ${sha256}`);
  if (type !== "csv") return say("content", `a file of type ${type}: \`npm run cli -- rows FILE\` shows its rows`);
  const [headings = "", ...rows] = (await readFile(path, "utf8")).trimEnd().split(/\r?\n/);
  // A URL in the file may hold characters that control a terminal.
  const lines = [headings, ...rows.slice(0, SHOWN_ROWS)].map((line) => `  ${line.replaceAll(/\p{Cc}/gu, "")}`);
  console.log(`\n${lines.join("\n")}`);
  if (rows.length > SHOWN_ROWS) console.log(`  ... and ${rows.length - SHOWN_ROWS} more rows`);
}

function say(label: string, text: string): void {
  console.log(`  ${label.padEnd(9)} ${text}`);
}

/** The date in GMT+8. */
function day(instant: unknown): string {
  return new Date((instant as Date).getTime() + GMT8_MS).toISOString().slice(0, 10);
}

process.exitCode = await main(process.argv.slice(2));
