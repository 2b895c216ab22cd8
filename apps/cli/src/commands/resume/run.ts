import type { JobOptions } from "@cdn-export/client";
import type { JobFolder, JobRecord, SavedJob } from "@cdn-export/client/node";
import wrapAnsi from "wrap-ansi";
import type { JobFlagOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import { momentText } from "../../shared/format.ts";
import { noteWarnings, runToEnd } from "../../shared/job.ts";
import { checkStdout, outputOf, STDOUT } from "../../shared/output-file.ts";
import { queryText } from "../../shared/progress-text.ts";
import { scopeOf } from "../../shared/query.ts";
import { type JobNote, openJobs } from "../../shared/state-folder.ts";
import { GMT8 } from "../../shared/zone.ts";
import { UsageError } from "../../terminal/errors.ts";
import { reportFailure } from "../../terminal/report-failure.ts";
import type { Session } from "../../terminal/session.ts";

interface ResumeOptions extends JobFlagOptions {
  all?: boolean;
  list?: boolean;
  forget?: boolean;
  output?: string;
  force?: boolean;
}

export const run: Run<[id: string | undefined], ResumeOptions> = async ([id], options, session) => {
  const { all = false, list = false, forget = false } = options;
  refuseCombinations(id, options, session);
  const folder = openJobs(session.env);
  const jobs = await folder.list();
  if (list) return printJobs(jobs, session);
  if (jobs.length === 0 && id === undefined) {
    session.note("There is nothing to resume.");
    return undefined;
  }
  if (!all) return handleJob(folder, id ?? singleJobId(jobs), options, session);
  let exitCode: number | undefined;
  // A job that fails doesn't stop the others. The first failure decides the exit code.
  for (const job of jobs) {
    if (session.signal.aborted) break;
    const code = await handleJob(folder, job.id, { ...options, forget }, session).catch((error) =>
      reportFailure(error, session),
    );
    exitCode ||= code;
  }
  return exitCode;
};

function refuseCombinations(id: string | undefined, options: ResumeOptions, session: Session): void {
  const { all, list, forget, output } = options;
  if (id !== undefined && all) throw new UsageError(`--all means every job: leave ${id} or --all out`);
  if (output !== undefined && all) throw new UsageError("--output is for one file: leave --all out");
  if (output !== undefined && forget) throw new UsageError("--forget saves no file: leave --output out");
  if (output === STDOUT) checkStdout(session);
  const extra = [id, all && "--all", forget && "--forget", output !== undefined && "--output"].find(Boolean);
  if (list && extra) throw new UsageError(`--list resumes no job: leave ${extra} out`);
}

async function handleJob(
  folder: JobFolder,
  id: string,
  options: ResumeOptions,
  session: Session,
): Promise<number | undefined> {
  // The hint is for the previous job.
  session.unfinished = undefined;
  const record = await folder.open(id).catch((error) => {
    throw error.code === "JOB_UNKNOWN" ? new UsageError(error.message) : error;
  });
  try {
    if (options.forget) return await forgetJob(record, session);
    return await resumeJob(folder, record, options, session);
  } finally {
    await record.close();
  }
}

async function resumeJob(
  folder: JobFolder,
  record: JobRecord,
  { output, force = false, ...options }: ResumeOptions,
  session: Session,
): Promise<number | undefined> {
  const { state, progress } = record;
  const note: JobNote = record.note;
  // The process stopped before it stored the create call, so nothing was sent.
  if (!state || !progress) return forgetJob(record, session);
  session.unfinished = { hint: `To resume: cdn-export resume ${record.id}`, job: record.id };
  if (force) note.force = true;
  if (output === STDOUT) note.output = undefined;
  else if (output !== undefined) {
    const { path, addEnding } = await outputOf(output, scopeOf(progress.request), { env: session.env, force });
    Object.assign(note, { output: path, addEnding });
  }
  const { endpoint } = note;
  const client = await connect({ ...options, ...(endpoint !== undefined && { endpoint }) }, session);
  noteWarnings(progress.warnings, session);
  const begin = (own: JobOptions) => client.restore(state, own);
  return runToEnd(begin, { folder, note, record }, options, session);
}

async function forgetJob(record: JobRecord, session: Session): Promise<undefined> {
  await record.remove();
  const { taskId } = record.progress ?? {};
  const task = taskId === undefined ? "" : `; its task ${taskId} is still running at the service`;
  session.result({ job: record.id, forgotten: true, taskId });
  session.note(`Deleted job ${record.id}${task}.`);
}

function singleJobId(jobs: readonly SavedJob[]): string {
  const [only, ...others] = jobs;
  if (only && others.length === 0) return only.id;
  throw new UsageError(`there are several jobs, ${jobs.map(({ id }) => id).join(", ")}: name one, or use --all`);
}

function printJobs(jobs: readonly SavedJob[], session: Session): undefined {
  for (const { id, note, progress, savedAt, error } of jobs) {
    const { request, phase, taskId } = progress ?? {};
    session.result({ job: id, phase, taskId, request, note, savedAt, error: error?.message });
  }
  if (session.json) return;
  if (jobs.length === 0) return session.note("There is nothing to resume.") as undefined;
  for (const job of jobs) session.result({}, jobLines(job, session.out.columns));
}

/** `1108-k3f9  uv of www.example.com, ...`, then its phase, its task and when it was saved. */
function jobLines({ id, progress, savedAt, error }: SavedJob, columns: number | undefined): string {
  const saved = `saved ${momentText(savedAt.getTime())} (${GMT8.label})`;
  const lines = progress
    ? [
        queryText(scopeOf(progress.request)),
        [progress.phase, progress.taskId && `task ${progress.taskId}`, saved].filter(Boolean).join(", "),
      ]
    : [error?.message ?? "not begun", saved];
  const indent = " ".repeat(id.length + 2);
  const text = lines
    .map((line) => (columns ? wrapAnsi(line, columns - indent.length, { hard: true }) : line))
    .join("\n");
  return `${id}  ${text.replaceAll("\n", `\n${indent}`)}`;
}
