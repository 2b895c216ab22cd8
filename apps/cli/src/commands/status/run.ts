import { StoreError } from "@cdn-export/client";
import {
  type Damage,
  LEDGER_NAME,
  lastCompleteDay,
  openFolder,
  type StatedWindow,
  WINDOW_STATES,
} from "@cdn-export/sync/folder";
import type { PeriodOptions } from "../../flags/period-flags.ts";
import type { Run } from "../../shared/command.ts";
import { minuteText, periodText } from "../../shared/figures.ts";
import { periodOf } from "../../shared/period.ts";
import { replaceWhole } from "../../shared/replace-file.ts";
import { UsageError } from "../../terminal/errors.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import { translated } from "../../terminal/translate.ts";
import { calendarOf, STATE_NAMES } from "./calendar.ts";
import { metricsOf } from "./metrics.ts";

interface StatusFlagOptions extends PeriodOptions {
  metrics?: string;
}

export const run: Run<[folder: string], StatusFlagOptions> = async ([folder], { metrics, ...flags }, session) => {
  const now = Date.now();
  const isLimited = [flags.last, flags.on, flags.from, flags.to].some((flag) => flag !== undefined);
  const given = isLimited ? periodOf(flags, now) : undefined;
  const period = given && { from: given.from.getTime(), to: given.to.getTime() };
  const opened = await openFolder(folder).catch((error) => {
    if (error.code !== "NO_LEDGER") throw error;
    throw new StoreError(
      "NO_LEDGER",
      say(
        `${folder} isn't a folder of sync: it has no ledger (${LEDGER_NAME}). Name the folder that sync fills`,
        `${folder} 不是 sync 的文件夹：其中没有账本（${LEDGER_NAME}）。请给出 sync 写入的文件夹`,
      ),
      { cause: error },
    );
  });
  const records = await opened.records();
  const unknown = [...records.values()].filter(({ query }) => query === undefined).length;
  if (unknown > 0)
    session.note(
      say(
        `Note: exports of an earlier release aren't shown (${unknown}): run the same sync command again, which records their queries`,
        `注意：未显示早期版本的 ${unknown} 个导出：请再次运行同一 sync 命令，它会记录查询`,
      ),
    );
  const windows = await opened.states({ period, now });
  await opened.close();
  if (windows.length === 0)
    throw new UsageError(say(`${folder} has no exports of this period`, `${folder} 中没有这个时间段的导出`));
  const counts = Object.fromEntries(
    WINDOW_STATES.map((state) => [state, windows.filter((one) => one.state === state).length]),
  );
  const oldestGap = windows.find(isGap);
  const lastDay = lastCompleteDay(windows);
  if (metrics !== undefined) await replaceWhole("--metrics", metrics, metricsOf(windows, now));
  const plain = windows.map(plainOf);
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

function plainOf({ action, domains, bytes, state, why, from, to }: StatedWindow): object {
  return { action, domains, bytes, state, ...(why !== undefined && { why }), from: iso(from), to: iso(to) };
}

function isGap({ state }: StatedWindow): boolean {
  return state === "failed" || state === "missing";
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function screenOf(
  folder: string,
  windows: readonly StatedWindow[],
  { oldestGap, lastDay, now }: { oldestGap: StatedWindow | undefined; lastDay: string | undefined; now: number },
): string {
  const at = minuteText(now);
  return [
    say(`${folder}, ${at} (GMT+8)`, `${folder}，${at} (GMT+8)`),
    "",
    calendarOf(windows),
    "",
    say(`Last complete day: ${lastDay ?? "none"}`, `最后一个完整的日期：${lastDay ?? "无"}`),
    oldestGap ? gapText(oldestGap, folder) : say("Oldest gap: none", "最早的缺失：无"),
  ].join("\n");
}

function gapText({ id, action, domains, from, to, state, why }: StatedWindow, folder: string): string {
  const names = domains === "all" ? "all" : domains.join(",");
  const period = periodText(new Date(from), new Date(to));
  const reason = [STATE_NAMES[state], why && whyText(why)].filter(Boolean).join(say(", ", "，"));
  const text = say(
    `Oldest gap: ${action}, ${names}, ${period}: ${reason}`,
    `最早的缺失：${action}，${names}，${period}：${reason}`,
  );
  if (why !== ("other content" satisfies Damage)) return text;
  // sync looks at the sizes of files only.
  const again = `cdn-export sync -o ${folder} --recreate ${id}`;
  return `${text}\n${say(`To export it again: ${again}`, `重新导出：${again}`)}`;
}

/** The damage of a file, or the message of an error. */
function whyText(why: string): string {
  return DAMAGES.get(why) ?? translated(why);
}

const DAMAGES: ReadonlyMap<string, string> = new Map([
  ["no file", say("no file", "文件不在了")],
  ["other size", say("other size", "文件大小不同")],
  ["other content", say("other content", "文件内容不同")],
]);
