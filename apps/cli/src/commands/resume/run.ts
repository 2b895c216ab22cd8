import type { JobOptions, JobProgress } from "@cdn-export/client";
import type { JobFolder, JobRecord, SavedJob } from "@cdn-export/client/node";
import wrapAnsi from "wrap-ansi";
import type { JobFlagOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import { momentText } from "../../shared/format.ts";
import { noteWarnings, resumeHint, runToEnd } from "../../shared/job.ts";
import { checkStdout, outputOf, STDOUT } from "../../shared/output-file.ts";
import { queryText } from "../../shared/progress-text.ts";
import { scopeOf } from "../../shared/query.ts";
import { type JobNote, openJobs } from "../../shared/state-folder.ts";
import { GMT8 } from "../../shared/zone.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import { reportFailure } from "../../terminal/report-failure.ts";
import type { Session } from "../../terminal/session.ts";
import { translated } from "../../terminal/translate.ts";

interface ResumeOptions extends JobFlagOptions {
  all?: boolean;
  list?: boolean;
  forget?: boolean;
  output?: string;
  force?: boolean;
}

const NOTHING: string = say("There is nothing to resume.", "没有未完成的导出。");

export const run: Run<[id: string | undefined], ResumeOptions> = async ([id], options, session) => {
  const { all = false, list = false, forget = false } = options;
  refuseCombinations(id, options, session);
  const folder = openJobs(session.env);
  const jobs = await folder.list();
  if (list) return printJobs(jobs, session);
  if (jobs.length === 0 && id === undefined) {
    session.note(NOTHING);
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
  if (id !== undefined && all)
    throw new UsageError(
      say(`--all means every job: leave ${id} or --all out`, `--all 表示所有导出：请去掉 ${id} 或 --all`),
    );
  if (output !== undefined && all)
    throw new UsageError(say("--output is for one file: leave --all out", "--output 只用于一个文件：请去掉 --all"));
  if (output !== undefined && forget)
    throw new UsageError(say("--forget saves no file: leave --output out", "--forget 不保存文件：请去掉 --output"));
  if (output === STDOUT) checkStdout(session);
  const extra = [id, all && "--all", forget && "--forget", output !== undefined && "--output"].find(Boolean);
  if (list && extra)
    throw new UsageError(say(`--list resumes no job: leave ${extra} out`, `--list 不继续任何导出：请去掉 ${extra}`));
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
    throw error.code === "JOB_UNKNOWN"
      ? new UsageError(say(error.message, `没有 ${id} 这个编号。cdn-export resume --list 列出所有编号`))
      : error;
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
  session.unfinished = { hint: resumeHint(record.id), job: record.id };
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
  session.result({ job: record.id, forgotten: true, taskId });
  session.note(
    taskId === undefined
      ? say(`Deleted job ${record.id}.`, `已删除 ${record.id}。`)
      : say(
          `Deleted job ${record.id}; its task ${taskId} is still running at the service.`,
          `已删除 ${record.id}；服务端的任务 ${taskId} 仍在运行。`,
        ),
  );
}

function singleJobId(jobs: readonly SavedJob[]): string {
  const [only, ...others] = jobs;
  if (only && others.length === 0) return only.id;
  const ids = jobs.map(({ id }) => id);
  throw new UsageError(
    say(
      `there are several jobs, ${ids.join(", ")}: name one, or use --all`,
      `有多个未完成的导出：${ids.join("、")}。请写出一个编号，或用 --all`,
    ),
  );
}

function printJobs(jobs: readonly SavedJob[], session: Session): undefined {
  for (const { id, note, progress, savedAt, error } of jobs) {
    const { request, phase, taskId } = progress ?? {};
    session.result({ job: id, phase, taskId, request, note, savedAt, error: error?.message });
  }
  if (session.json) return;
  if (jobs.length === 0) return session.note(NOTHING) as undefined;
  for (const job of jobs) session.result({}, jobLines(job, session.out.columns));
}

/** `1108-k3f9  uv of www.example.com, ...`, then its phase, its task and when it was saved. */
function jobLines({ id, progress, savedAt, error }: SavedJob, columns: number | undefined): string {
  const at = `${momentText(savedAt.getTime())} (${GMT8.label})`;
  const saved = say(`saved ${at}`, `保存于 ${at}`);
  const lines = progress
    ? [
        queryText(scopeOf(progress.request)),
        [phaseText(progress.phase), progress.taskId && say(`task ${progress.taskId}`, `任务 ${progress.taskId}`), saved]
          .filter(Boolean)
          .join(say(", ", "，")),
      ]
    : [error ? translated(error.message) : say("not begun", "尚未开始"), saved];
  const indent = " ".repeat(id.length + 2);
  const text = lines
    .map((line) => (columns ? wrapAnsi(line, columns - indent.length, { hard: true }) : line))
    .join("\n");
  return `${id}  ${text.replaceAll("\n", `\n${indent}`)}`;
}

function phaseText(phase: JobProgress["phase"]): string {
  const chinese = { planned: "尚未创建", submitting: "正在创建", waiting: "等待完成", done: "已完成", failed: "失败" };
  return say(phase, chinese[phase]);
}
