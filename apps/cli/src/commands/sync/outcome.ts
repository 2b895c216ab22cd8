// Reports the result of `sync`: failures on stderr, then one line for people or one object for programs.
import type { SyncProgress, SyncResult } from "@cdn-export/sync";
import type { KeptWindow, Prunable } from "@cdn-export/sync/internal";
import { EXIT } from "../../terminal/exit-codes.ts";
import { messageOf } from "../../terminal/failures.ts";
import { say } from "../../terminal/language.ts";
import { formatError } from "../../terminal/report-failure.ts";
import type { Session } from "../../terminal/session.ts";
import type { ParquetCopy } from "./copy-to-parquet.ts";

/** The most failures on stderr. If the network is down, every window fails. */
const MAX_LINES = 20;
const PROVISIONAL: string = say(
  "Provisional: exported before the data was complete. Run the same command again to replace these files",
  "暂定：导出时数据尚不完整。再次运行同一命令会替换这些文件",
);

export interface Outcome {
  folder: string;
  /** The number of files that are new or were replaced. */
  fetched: number;
  /** What --prune removed and kept. */
  pruned: Prunable | undefined;
  /** With --parquet. */
  parquet: ParquetCopy | undefined;
}

/** @returns the exit code. */
export async function reportOutcome(
  result: SyncResult,
  { folder, fetched, pruned, parquet }: Outcome,
  session: Session,
): Promise<number | undefined> {
  const { total, done, provisional, notYet, failed, complete } = result;
  const failures = await Promise.all(failed.map(({ window, error }) => failureOf(window.id, error)));
  const uncopied = await Promise.all((parquet?.failed ?? []).map(({ window, error }) => failureOf(window, error)));
  const counts = { total, done, provisional, notYet, failed: failed.length, fetched };
  session.progress.clear();
  const problems = [...failures, ...uncopied];
  for (const { window, message } of problems.slice(0, MAX_LINES))
    session.err.write(formatError(`${window}${say(": ", "：")}${message}`));
  if (problems.length > MAX_LINES) {
    const more = problems.length - MAX_LINES;
    session.err.write(
      formatError(say(`${more} more failed; --json lists all of them`, `另有 ${more} 个失败；--json 列出全部`)),
    );
  }
  const isNews = !session.quiet || problems.length > 0;
  const copy = parquet && {
    folder: parquet.folder,
    written: parquet.written,
    current: parquet.current,
    failures: uncopied,
  };
  const text = [summary(counts, folder), ...(parquet ? [parquetText(parquet)] : [])].join("\n");
  session.result(
    { folder, ...counts, complete, failures, pruned, ...(copy && { parquet: copy }) },
    isNews ? text : undefined,
  );
  if (provisional > 0) session.aside(PROVISIONAL);
  if (failed.length > 0)
    session.aside(say("Run the same command again to retry what failed", "再次运行同一命令会重试失败的部分"));
  return problems.length > 0 ? EXIT.NOT_FINISHED : complete ? undefined : EXIT.INCOMPLETE;
}

async function failureOf(window: string, error: Error) {
  return { window, code: "code" in error ? error.code : undefined, message: await messageOf(error) };
}

/** `12 Parquet files in exports/parquet, 3 new; 1 failed` */
function parquetText({ folder, written, current, failed }: ParquetCopy): string {
  const all = written + current;
  const text = say(
    `${all} Parquet file${all === 1 ? "" : "s"} in ${folder}, ${written} new`,
    `${folder} 中有 ${all} 个 Parquet 文件，新增 ${written} 个`,
  );
  return failed.length === 0 ? text : `${text}${say(`; ${failed.length} failed`, `；${failed.length} 个失败`)}`;
}

const WHY: Readonly<Record<KeptWindow["why"], string>> = {
  adopted: say("sync didn't write its file", "文件不是 sync 写的"),
  changed: say("its file was changed", "文件被改过"),
  running: say("its task may still run", "任务可能仍在运行"),
};

/** The windows that --prune removes and keeps, one on each line. */
export function prunedText(
  { removed, kept }: Prunable,
  { folder, dryRun }: { folder: string; dryRun: boolean },
): string {
  const count = removed.length;
  return [
    ...removed.map(({ id, path }) => `- ${id}${path === undefined ? "" : ` (${path})`}`),
    ...kept.map(({ id, why }) => say(`kept: ${id}: ${WHY[why]}`, `保留：${id}：${WHY[why]}`)),
    dryRun
      ? say(
          `${count} window${count === 1 ? "" : "s"} of ${folder} would be removed`,
          `将从 ${folder} 移除 ${count} 个窗口`,
        )
      : say(`${count} window${count === 1 ? "" : "s"} of ${folder} removed`, `已从 ${folder} 移除 ${count} 个窗口`),
  ].join("\n");
}

/** `12 of 14 files in exports, 3 new; 1 provisional, 1 not over yet, 1 failed` */
function summary(counts: Omit<SyncProgress, "running"> & { fetched: number }, folder: string): string {
  const { total, done, provisional, notYet, failed, fetched } = counts;
  const exceptions = [
    provisional > 0 && say(`${provisional} provisional`, `${provisional} 个暂定`),
    notYet > 0 && say(`${notYet} not over yet`, `${notYet} 个时间段尚未结束`),
    failed > 0 && say(`${failed} failed`, `${failed} 个失败`),
  ].filter(Boolean);
  const there = done + provisional;
  const summary = say(
    `${there} of ${total} file${total === 1 ? "" : "s"} in ${folder}, ${fetched} new`,
    `${folder} 中有 ${there} 个文件，共需 ${total} 个，新增 ${fetched} 个`,
  );
  return [summary, exceptions.join(say(", ", "，"))].filter((part) => part !== "").join(say("; ", "；"));
}
