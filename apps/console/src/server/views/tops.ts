// Top lists of a period, added up.
import { ReportError, type TopList as ReportList, sumTopLists, toDecimal, top } from "@cdn-export/rows/report";
import type { TopAction } from "@cdn-export/sync/folder";
import type { Area, Text, TopList, Tops, TopsQuery } from "../../contract.ts";
import { nameOf } from "../action-name.ts";
import type { Period, Wait } from "../data/folder-data.ts";
import { textOf } from "../texts.ts";
import type { ViewContext } from "./context.ts";
import { amountOf } from "./plain.ts";
import { AREAS, choice, list, periodOf, wholeNumber } from "./query.ts";
import { noData } from "./selection.ts";

const TOP_ACTIONS: readonly TopAction[] = [
  "top_url_detail",
  "top_path_detail",
  "top_referer_detail",
  "top_ua_detail",
  "top_ip_detail",
];

export async function topsOf(params: URLSearchParams, wait: Wait, context: ViewContext): Promise<Tops> {
  const { data } = context;
  const only = choice(params, "action", TOP_ACTIONS);
  const actions = (only ? [only] : TOP_ACTIONS).filter((action) => data.windows(action).some(({ file }) => file));
  const ends = actions.flatMap((action) => data.windows(action).flatMap(({ to, file }) => (file ? [to] : [])));
  if (ends.length === 0) throw noData();
  const last = ends.reduce((a, b) => Math.max(a, b));
  const period = periodOf(params, { from: last - 7 * 86_400_000, to: last });
  const read = await Promise.all(
    actions.map(async (action) => ({ action, ...(await data.topLists(action, period, wait)) })),
  );
  const areas = new Set(read.flatMap(({ lists }) => lists.map(({ area }) => area)));
  const area = choice(params, "area", AREAS) ?? AREAS.find((one) => areas.has(one)) ?? "mainland_china";
  const domains = list(params, "domains");
  const count = wholeNumber(params, "count" satisfies keyof TopsQuery, 1000) ?? 10;
  const lists = read.map(({ action, lists, isUnreadable }) =>
    listOf(action, chosen(lists, area, domains), { count, none: isUnreadable ? UNREADABLE : NONE }),
  );
  return { ...period, area, lists, isPartial: read.some(({ isPartial }) => isPartial) };
}

/** The lists of the area; those of single domains, if there are any. */
function chosen(lists: readonly ReportList[], area: Area, domains: readonly string[] | undefined): ReportList[] {
  const inArea = lists.filter((one) => one.area === area);
  const single = inArea.filter((one) => one.domains !== "all" && one.domains.length === 1);
  if (domains) return single.filter((one) => domains.includes(one.domains[0] ?? ""));
  return single.length > 0 ? single : inArea;
}

function listOf(
  action: TopAction,
  lists: readonly ReportList[],
  { count, none: reason }: { count: number; none: Text },
): TopList {
  const base = { action, name: nameOf(action), measure: lists[0]?.measure ?? "value", lists: lists.length } as const;
  if (lists.length === 0) return { ...base, covered: { reason }, top: { reason } };
  const covered = { value: coverageOf(lists) };
  try {
    const { items, rest, total } = top(sumTopLists(lists), count);
    return {
      ...base,
      covered,
      top: {
        value: {
          items: items.map(({ key, value, percent }) => ({ key, value: amountOf(value), percent: toDecimal(percent) })),
          rest: { groups: rest.groups, value: amountOf(rest.value), percent: toDecimal(rest.percent) },
          total: amountOf(total),
        },
      },
    };
  } catch (error) {
    if (!(error instanceof ReportError)) throw error;
    return { ...base, covered, top: { reason: textOf(error.message) } };
  }
}

const NONE: Text = {
  en: "No list lies within this period: a list can't be divided, so choose whole days",
  zh: "这个时间段内没有完整的榜单：榜单不能拆分，请选择整天",
};

const UNREADABLE: Text = {
  en: "None of its files can be read: the list of problems says why",
  zh: "它的文件都无法读取：问题列表中有原因",
};

function coverageOf(lists: readonly ReportList[]): Period {
  const from = lists.reduce((start, one) => Math.min(start, one.from), Number.POSITIVE_INFINITY);
  const to = lists.reduce((end, one) => Math.max(end, one.to), 0);
  return { from, to };
}
