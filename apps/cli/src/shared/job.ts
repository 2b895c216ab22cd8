// Runs one export, new or resumed: shows its progress, keeps a record for `resume`, saves its file.
import { once } from "node:events";
import { extname } from "node:path";
import type { ExportFile, ExportJob, JobOptions, JobProgress, JobState } from "@cdn-export/client";
import { JOB_TIMEOUT_MS } from "@cdn-export/client/internal";
import type { JobFolder, JobRecord } from "@cdn-export/client/node";
import { saveChecked } from "@cdn-export/sync";
import type { JobFlagOptions } from "../flags/common-flags.ts";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import { noteOf } from "../terminal/translate.ts";
import { bytesText } from "./format.ts";
import { displayPath } from "./output-file.ts";
import { downloadText, jobText } from "./progress-text.ts";
import type { JobNote } from "./state-folder.ts";
import { assertReplaceable, rememberWritten } from "./written-files.ts";

export type Begin = (options: JobOptions) => ExportJob;

/** Prints the query's warnings before the wait, which can take minutes. */
export function noteWarnings(warnings: JobProgress["warnings"], session: Session): void {
  for (const warning of warnings) session.note(noteOf(warning));
}

/** Where the job is stored. A new job gets a record once it has something to lose. */
export interface JobContext {
  folder: JobFolder;
  note: JobNote;
  record?: JobRecord | undefined;
}

/** Waits for the job and saves its file. If it stops early, its record is kept so that `resume` can continue. */
export async function runToEnd(
  begin: Begin,
  context: JobContext,
  options: JobFlagOptions,
  session: Session,
): Promise<undefined> {
  await withRecord(context, session, async () => {
    const until = performance.now() + (options.timeout ?? JOB_TIMEOUT_MS);
    const job = begin(jobOptions(context, options, session));
    for await (const progress of job) session.progress.show(jobText(progress, until));
    const file = await job.result();
    if (context.note.output === undefined) await toStdout(file, session);
    else await toFile(file, context.note.output, context.note, session);
    await context.record?.remove();
    context.record = undefined;
  });
}

/** Starts the job, and returns once its task is known. */
export async function submit(
  begin: Begin,
  context: JobContext,
  options: JobFlagOptions,
  session: Session,
): Promise<undefined> {
  await withRecord(context, session, async () => {
    const leave = new AbortController();
    const { signal: stopped, ...own } = jobOptions(context, options, session);
    const signal = AbortSignal.any([leave.signal, stopped]);
    const job = begin({ ...own, signal });
    const { task_id } = await job.submitted();
    leave.abort();
    await job.result().catch(() => {});
    const id = context.record?.id;
    session.result({ job: id, taskId: task_id }, id);
    const next = resumeCommandLine(context);
    session.aside(
      say(`Task ${task_id} is running. To get its file: ${next}`, `任务 ${task_id} 正在运行。获取文件：${next}`),
    );
  });
}

function jobOptions(context: JobContext, { timeout, onLost }: JobFlagOptions, session: Session) {
  return {
    signal: session.signal,
    ...(timeout !== undefined && { timeout }),
    ...(onLost !== undefined && { onLost }),
    onState: (state: JobState, { phase }: JobProgress) => saveState(context, state, phase, session),
  };
}

async function saveState(
  context: JobContext,
  state: JobState,
  phase: JobProgress["phase"],
  session: Session,
): Promise<void> {
  if (phase === "planned" && !context.record) return;
  // The job isn't finished until its file is saved. `resume` finds the download link by the task.
  if (phase === "done") return;
  context.record ??= await context.folder.create({ ...context.note });
  await context.record.save(state);
  session.unfinished = { hint: resumeHint(context.record.id), job: context.record.id };
}

/** Closes the record at the end, and removes it if the job can't be resumed. */
async function withRecord(context: JobContext, session: Session, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (context.record && isFinal(error, context.record)) {
      // Report the first error, even if the record can't be removed.
      await context.record.remove().catch(() => {});
      context.record = undefined;
    }
    if (!context.record) session.unfinished = undefined;
    throw error;
  } finally {
    await context.record?.close();
  }
}

/** The task has failed, or nothing was sent. */
function isFinal(error: unknown, { progress }: JobRecord): boolean {
  return (error as Error).name === "JobFailedError" || progress === undefined || progress.phase === "planned";
}

/** What to do if the job doesn't finish. */
export function resumeHint(id: string): string {
  return say(`To resume: cdn-export resume ${id}`, `继续：cdn-export resume ${id}`);
}

function resumeCommandLine({ record }: JobContext): string {
  return `cdn-export resume ${record?.id}`;
}

async function toFile(
  file: ExportFile,
  path: string,
  { addEnding = false, force = false }: JobNote,
  session: Session,
): Promise<void> {
  const saved = await saveChecked(file, path, {
    addEnding,
    onTarget: (target) => (force ? undefined : assertReplaceable(target, session.env)),
    onProgress({ bytes, total }) {
      session.progress.show(downloadText(bytes, total));
    },
  });
  // The file is saved. Without the record, replacing it later only needs --force.
  await rememberWritten(saved, session.env).catch(() => {});
  const { task, requestIds } = file;
  session.result({ ...saved, taskId: task.task_id, requestIds }, displayPath(saved.path));
  const ending = extname(saved.path).slice(1).toLowerCase();
  if (saved.type !== "unknown" && ending !== saved.type)
    session.note(
      say(
        `Note: the file's type is ${saved.type}. Leave the extension out to get the right one`,
        `注意：文件的类型是 ${saved.type}。不写扩展名即可得到正确的扩展名`,
      ),
    );
  session.aside(`${bytesText(saved.bytes)}${say(" of ", "，")}${saved.type}${say(", ", "，")}sha256 ${saved.sha256}`);
}

/** Shows no progress: the file may go to the same terminal. */
async function toStdout(file: ExportFile, { out, progress, signal }: Session): Promise<void> {
  progress.clear();
  const { chunks } = await file.open();
  for await (const chunk of chunks) {
    if (!out.write(chunk)) await once(out, "drain", { signal });
  }
}
