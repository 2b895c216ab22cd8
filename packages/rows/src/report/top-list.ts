// Top lists have no points: one value for each name and list. They are cut off, so sums over several are lower bounds.
import type { Action, ServiceArea } from "@cdn-export/api";
import { periodText } from "./calendar.ts";
import { checkAlike } from "./check-alike.ts";
import type { Collector, ReportRow } from "./collect.ts";
import { ReportError } from "./errors.ts";
import { getOrAdd } from "./get-or-add.ts";
import { type Domains, isSum, nameOf } from "./points.ts";
import { type ReportQuery, scopeOf } from "./query.ts";
import { descending } from "./top.ts";

/** What a top list counts: bytes, requests, or (where neither heading nor query says it) an unknown unit. */
export type TopMeasure = "traffic" | "requests" | "value";

/** One top list: its names and their values. Plain data. */
export interface TopList {
  /** What the names are: URLs, paths, user agents, referers or client IPs. */
  readonly action: Action;
  /** The regions that the query was limited to, as text. Empty: none. */
  readonly filter: string;
  /** What the values are. */
  readonly measure: TopMeasure;
  /** Where the traffic was served. */
  readonly area: ServiceArea;
  /** One domain, or the domains that the list is about together. */
  readonly domains: Domains;
  /** The start of the period, in milliseconds since the epoch. */
  readonly from: number;
  /** The end of the period, exclusive, in milliseconds since the epoch. */
  readonly to: number;
  /** The values by name. Visitors choose most names: treat them as hostile text. */
  readonly values: ReadonlyMap<string, number>;
  /** The name of the export. */
  readonly source: string;
}

/** One name of a sum of top lists. */
export interface TopSum {
  /** The name: a URL, path, user agent, referer or client IP. */
  readonly key: string;
  /** The sum of its values. A lower bound, if the name isn't in every list. */
  readonly value: bigint;
  /** How many of the lists have it. */
  readonly lists: number;
}

const LABELS: { readonly [A in Action]?: string } = {
  top_url_detail: "url",
  top_path_detail: "path",
  top_ua_detail: "userAgent",
  top_referer_detail: "referer",
  top_ip_detail: "clientIp",
};
const BY_STAT_TYPE: Readonly<Record<string, TopMeasure>> = { flux: "traffic", req_num: "requests" };

/**
 * Collects the top lists of one export: one, or one for each domain if the query groups by domain.
 *
 * @param options.source the name of the export in messages, such as its file name.
 *
 * @throws ReportError if the query isn't for a top list or has no period, or if a row has no name or value.
 */
export function collectTopLists(query: ReportQuery, options: { source?: string } = {}): Collector<TopList[]> {
  const { action } = query;
  const label = LABELS[action];
  if (label === undefined) throw new ReportError("NOT_ADDITIVE", `${action} isn't a top list`);
  const { from, to, domains, isGrouped, area, filter, source } = scopeOf(query, options.source);
  if (from === undefined || to === undefined) throw new ReportError("BAD_QUERY", "A top list needs its period");
  const lists = new Map<string, Map<string, number>>();
  let measure: TopMeasure | undefined;
  let rowNumber = 0;

  const add = (row: ReportRow) => {
    rowNumber += 1;
    const fail = (problem: string) => new ReportError("BAD_ROW", `Row ${rowNumber} of ${source} ${problem}`);
    const { [label]: name, domain: cell } = row;
    const [column, value] = measured(row) ?? [];
    if (column === undefined || value === undefined) throw fail("has no whole number of bytes or requests");
    const found = column === "value" ? (BY_STAT_TYPE[query.statType ?? ""] ?? column) : column;
    measure ??= found;
    if (found !== measure) throw fail(`has ${found}, the rows before have ${measure}`);
    if (typeof name !== "string") throw fail(`has no ${label}`);
    const domain = typeof cell === "string" ? cell.trim().toLowerCase() : "";
    if (domain === "" && isGrouped) throw fail("has no domain, but the query groups by domain");
    const list = getOrAdd(lists, domain, () => new Map<string, number>());
    if (list.has(name)) throw fail(`is the second one for ${JSON.stringify(name)}`);
    list.set(name, value);
  };

  return {
    add,
    addAll(rows) {
      for (const row of rows) add(row);
    },
    finish: () =>
      [...lists].map(([domain, values]) => {
        const ofDomain: Domains = domain === "" ? domains : [domain];
        return { action, filter, measure: measure ?? "value", area, domains: ofDomain, from, to, values, source };
      }),
  };
}

/**
 * Adds top lists of different periods, domains or areas by name, in descending order. Pass the result to `top`, with the total of
 * a report as `total` if shares of everything are wanted, not shares of the lists.
 *
 * @throws ReportError if the lists are of different kinds, or if two of them count the same traffic.
 */
export function sumTopLists(lists: readonly TopList[]): TopSum[] {
  const sums = new Map<string, { value: bigint; lists: number }>();
  for (const [i, list] of lists.entries()) {
    checkAlike(lists[0] ?? list, list, { action: "statistic", measure: "measure", filter: "region" });
    for (let other = 0; other < i; other++) checkOverlap(lists[other] as TopList, list);
    for (const [key, value] of list.values) {
      const sum = getOrAdd(sums, key, () => ({ value: 0n, lists: 0 }));
      sum.value += BigInt(value);
      sum.lists += 1;
    }
  }
  return [...sums].map(([key, sum]) => ({ key, ...sum })).sort(descending);
}

function measured(row: ReportRow): [column: TopMeasure, value: number] | undefined {
  for (const column of ["traffic", "requests", "value"] as const) {
    const value = row[column];
    if (typeof value === "number" && value >= 0 && Number.isSafeInteger(value)) return [column, value];
  }
  return undefined;
}

function checkOverlap(a: TopList, b: TopList): void {
  const sameArea = a.area === b.area || a.area === "global" || b.area === "global";
  if (!sameArea || a.from >= b.to || b.from >= a.to || !mayShare(a.domains, b.domains)) return;
  const [first, second] = [a, b].map(
    ({ source, domains, from, to }) => `${source} (${nameOf(domains)}, ${periodText(from, to)})`,
  );
  throw new ReportError("OVERLAP", `${first} and ${second} count the same traffic: leave one out`);
}

function mayShare(a: Domains, b: Domains): boolean {
  if (a === "all" || b === "all") return true;
  // Grouped and ungrouped data are never added, even of different domains.
  return isSum(a) !== isSum(b) || a.some((name) => b.includes(name));
}
