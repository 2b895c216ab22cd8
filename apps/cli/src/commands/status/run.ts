import { join } from "node:path";
import { replaceFile } from "@cdn-export/client/internal";
import { readLedger } from "@cdn-export/sync";
import type { PeriodOptions } from "../../flags/period-flags.ts";
import type { Run } from "../../shared/command.ts";
import { minuteText, periodText } from "../../shared/figures.ts";
import { LEDGER } from "../../shared/ledger-name.ts";
import { periodOf } from "../../shared/period.ts";
import { systemReason } from "../../shared/system-error.ts";
import { UsageError } from "../../terminal/errors.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import { calendarOf, dayOf, STATE_NAMES } from "./calendar.ts";
import { lastCompleteDay, metricsOf } from "./metrics.ts";
import { STATES, type Window, windowsOf } from "./windows.ts";

interface StatusFlagOptions extends PeriodOptions {
  metrics?: string;
}

export const run: Run<[folder: string], StatusFlagOptions> = async ([folder], { metrics, ...flags }, session) => {
  const now = Date.now();
  const isLimited = [flags.last, flags.on, flags.from, flags.to].some((flag) => flag !== undefined);
  const given = isLimited ? periodOf(flags, now) : undefined;
  const period = given && { from: given.from.getTime(), to: given.to.getTime() };
  const records = await readLedger(join(folder, LEDGER));
  const unknown = [...records.values()].filter(({ query }) => query === undefined).length;
  if (unknown > 0)
    session.note(
      say(
        `Note: exports of an earlier release aren't shown (${unknown}): run the same sync command again, which records their queries`,
        `注意：未显示早期版本的 ${unknown} 个导出：请再次运行同一 sync 命令，它会记录查询`,
      ),
    );
  const windows = await windowsOf(folder, records, { period, now });
  if (windows.length === 0)
    throw new UsageError(say(`${folder} has no exports of this period`, `${folder} 中没有这个时间段的导出`));
  const counts = Object.fromEntries(
    STATES.map((state) => [state, windows.filter((one) => one.state === state).length]),
  );
  const oldestGap = windows.find(isGap);
  const last = lastCompleteDay(windows);
  const lastDay = last === undefined ? undefined : dayOf(last);
  if (metrics !== undefined) await writeMetrics(metrics, metricsOf(windows, now));
  const plain = windows.map(({ from, to, ...one }) => ({ ...one, from: iso(from), to: iso(to) }));
  session.result(
    {
      folder,
      at: iso(now),
      counts,
      lastCompleteDay: lastDay,
      oldestGap: plain[windows.findIndex(isGap)],
      windows: plain,
    },
    session.quiet && oldestGap === undefined ? undefined : screenOf(folder, windows, { oldestGap, lastDay, now }),
  );
  if (oldestGap) return EXIT.NOT_FINISHED;
  return windows.some(({ state }) => state === "provisional") ? EXIT.INCOMPLETE : undefined;
};

function isGap({ state }: Window): boolean {
  return state === "failed" || state === "missing";
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function screenOf(
  folder: string,
  windows: readonly Window[],
  { oldestGap, lastDay, now }: { oldestGap: Window | undefined; lastDay: string | undefined; now: number },
): string {
  const at = minuteText(now);
  return [
    say(`${folder}, ${at} (GMT+8)`, `${folder}，${at} (GMT+8)`),
    "",
    calendarOf(windows),
    "",
    say(`Last complete day: ${lastDay ?? "none"}`, `最后一个完整的日期：${lastDay ?? "无"}`),
    oldestGap ? gapText(oldestGap) : say("Oldest gap: none", "最早的缺失：无"),
  ].join("\n");
}

function gapText({ action, domains, from, to, state, why }: Window): string {
  const names = domains === "all" ? "all" : domains.join(",");
  const period = periodText(new Date(from), new Date(to));
  const reason = [STATE_NAMES[state], why].filter(Boolean).join(", ");
  return say(
    `Oldest gap: ${action}, ${names}, ${period}: ${reason}`,
    `最早的缺失：${action}，${names}，${period}：${reason}`,
  );
}

/** As a whole: Prometheus may read it at any time. */
async function writeMetrics(path: string, text: string): Promise<void> {
  try {
    await replaceFile(path, (handle) => handle.writeFile(text));
  } catch (error) {
    const why = await systemReason(error);
    throw new UsageError(say(`--metrics: ${path} can't be written: ${why}`, `--metrics：无法写入 ${path}：${why}`), {
      cause: error,
    });
  }
}
