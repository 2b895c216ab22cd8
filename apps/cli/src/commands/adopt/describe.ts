// The window of a file: its ID and its query, from what the file and the flags say.
import type { Action } from "@cdn-export/api";
import type { ExportQuery } from "@cdn-export/client";
import { DAY_MS } from "@cdn-export/client/internal";
import { tables } from "@cdn-export/rows";
import { collectPoints, collectTopLists, type ReportQuery } from "@cdn-export/rows/report";
import { type ExportWindow, type PlanOptions, plan, verifyFile } from "@cdn-export/sync";
import type { PeriodOptions } from "../../flags/period-flags.ts";
import { periodText } from "../../shared/figures.ts";
import { dateOf } from "../../shared/format.ts";
import { inputOf } from "../../shared/input-of.ts";
import { periodOf } from "../../shared/period.ts";
import { domainsOf, fieldsOf, type QueryOptions, toUsageError } from "../../shared/query.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import type { FileFacts } from "./read.ts";

const HOUR_MS = DAY_MS / 24;

export interface AdoptOptions extends PeriodOptions {
  action?: Action;
  domains?: readonly string[];
  per?: PlanOptions["per"];
  serviceArea?: string;
}

export interface Described {
  id: string;
  query: ExportQuery;
}

/** @throws UsageError if the file and the flags don't say everything, or contradict each other. */
export function describe(facts: FileFacts, options: AdoptOptions & QueryOptions, now: number): Described {
  const { action } = facts;
  if (options.action !== undefined && options.action !== action)
    throw new UsageError(
      say(`its columns are those of ${action}, not of ${options.action}`, `列属于 ${action}，不属于 ${options.action}`),
    );
  const domains = domainsIn(facts, options);
  const fields = fieldsOf(options);
  const { from, to } = periodFor(facts, options, now);
  const interval = facts.interval ?? fields.interval;
  if (fields.interval !== undefined && fields.interval !== interval)
    throw new UsageError(
      say(
        `its points are ${interval} seconds apart, not ${fields.interval}`,
        `数据点间隔为 ${interval} 秒，不是 ${fields.interval} 秒`,
      ),
    );
  const more = {
    ...(interval !== undefined && { interval }),
    ...(facts.domains.length > 0 && { groupBy: "domain" }),
  };
  const query = { ...fields, ...more, action, domains, from, to } as ExportQuery;
  return { id: idOf({ fields, action, domains, from, to }), query };
}

function domainsIn({ domains: seen }: FileFacts, { domains: given }: AdoptOptions): readonly string[] | "all" {
  if (given === undefined) {
    if (seen.length > 0) return seen;
    throw new UsageError(say("it doesn't name its domains: add --domains", "文件中没有域名：请加上 --domains"));
  }
  const domains = domainsOf(given);
  const other = domains === "all" ? undefined : seen.find((name) => !domains.includes(name));
  if (other === undefined) return domains;
  throw new UsageError(say(`it has ${other}, which --domains doesn't name`, `文件中有 ${other}，但 --domains 中没有`));
}

function periodFor({ period }: FileFacts, options: AdoptOptions, now: number): { from: number; to: number } {
  if ([options.last, options.on, options.from, options.to].some((flag) => flag !== undefined)) {
    const { from, to } = periodOf(options, now);
    return { from: from.getTime(), to: to.getTime() };
  }
  if (period === undefined)
    throw new UsageError(
      say(
        "its period isn't in the file: add --on, or --from and --to",
        "文件中没有时间段：请加上 --on，或 --from 和 --to",
      ),
    );
  const { per } = options;
  if (per === undefined) return period;
  const [window, second] = plan({ actions: ["reports_detail"], domains: "all", per, ...period });
  if (window !== undefined && second === undefined) return { from: window.from, to: window.to };
  const text = periodText(new Date(period.from), new Date(period.to));
  throw new UsageError(say(`its times, ${text}, aren't within one ${per}`, `文件的时间 ${text} 不在同一个 ${per} 内`));
}

/** The ID that `sync` gives the window with the same flags; if `sync` has no such window, one with both dates. */
function idOf({
  fields,
  action,
  domains,
  from,
  to,
}: { fields: object } & Pick<ExportWindow, "action" | "from" | "to"> & { domains: readonly string[] | "all" }): string {
  // The service's default, which people leave out.
  const { serviceArea, ...others } = fields as { serviceArea?: string };
  const area = serviceArea === "mainland_china" ? {} : { serviceArea };
  const batch = Math.max(1, domains.length);
  const length = to - from;
  const per = length === DAY_MS ? "day" : length === HOUR_MS ? "hour" : "month";
  try {
    const [window, second] = plan({
      ...others,
      ...area,
      actions: [action],
      domains,
      batch,
      per,
      from,
      to,
    } as PlanOptions);
    const { id, label } = window as ExportWindow;
    if (window?.from === from && window.to === to && second === undefined) return id;
    return id.replace(`/${label}/`, `/${dateOf(new Date(from))}--${dateOf(new Date(to))}/`);
  } catch (error) {
    throw toUsageError(error);
  }
}

/** Checks the rows as the commands do that read them later. @throws ReportError, WrongFileError */
export async function checkRows(path: string, query: ExportQuery, session: Session): Promise<{ verified: boolean }> {
  const { action } = query;
  if (action !== "uv") {
    const collector = (action.startsWith("top_") ? collectTopLists : collectPoints)(query as ReportQuery, {
      source: path,
    });
    for await (const { rows } of tables(await inputOf(path, session.signal), { onWarning: () => {} }))
      for await (const row of rows) collector.add(row);
    collector.finish();
  }
  return verifyFile(path, query);
}
