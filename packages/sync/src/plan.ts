// Splits a period into exports. Pure: the same options yield the same windows with the same IDs.
import type { Action, Country, Province, RegionalAction } from "@cdn-export/api";
import { WHOLE_DAYS } from "@cdn-export/api/rules";
import { type ExportQuery, InvalidQueryError } from "@cdn-export/client";
import { type BaseQuery, fingerprint, type Instant, toMs, toWire } from "@cdn-export/client/internal";
import { GRIDS, type Grid, type Per } from "./grid.ts";

/** Whether an action accepts countries. The query type has the same rule, but can't check a list of actions. */
const TAKES_COUNTRIES = {
  reports_detail: true,
  top_url_detail: false,
  top_ua_detail: true,
  top_referer_detail: true,
  top_ip_detail: true,
  top_path_detail: true,
  isp_detail: false,
  uv: true,
} as const satisfies { [A in Action]: A extends RegionalAction ? true : false };

/** One export of a plan: plain JSON. */
export interface ExportWindow {
  /** Identifies the window in every run and process: `uv/2026-11-01/www.example.com`. */
  id: string;
  /** The query to export. */
  query: ExportQuery;
  /** The statistic, as in the query. */
  action: Action;
  /** The domain, `all`, or a name for several domains: `20-domains-8d3f0a1c22b94e07`. */
  domain: string;
  /** Start, in milliseconds since the epoch, inclusive. */
  from: number;
  /** End, in milliseconds since the epoch, exclusive. */
  to: number;
  /** The period in GMT+8: `2026-11-01`, `2026-11-01-08`, `2026-11`. */
  label: string;
  /** The ID of the plan: a hash of its options except for the period. Missing in windows that `plan` didn't make. */
  plan?: string;
}

/** Options of `plan`. Other fields are copied to the query of each window. */
export interface PlanOptions extends BaseQuery {
  /** The statistics to export. */
  actions: readonly Action[];
  /** Length of a window. Windows start and end on whole hours, days or months in GMT+8: `from` and `to` are widened to fit. */
  per: Per;
  /** Number of domains in one export. A batch with other domains is another window. @default 1 */
  batch?: number;
  /** Country codes, or `all`. Not for `top_url_detail` and `isp_detail`. */
  countries?: readonly Country[] | "all";
  /** Codes of Chinese provinces, or `all`. Only with `countries: ["cn"]`. */
  provinces?: readonly Province[] | "all";
}

/**
 * Returns the windows from `from` to `to`, oldest first.
 *
 * @example
 * plan({ domains: ["www.example.com"], actions: ["uv", "top_url_detail"], ...lastDays(7), per: "day" });
 *
 * @throws InvalidQueryError that lists every problem.
 */
export function plan(options: PlanOptions): ExportWindow[] {
  const { actions, domains, from, to, per, batch = 1, ...fields } = options;
  const problems = [
    ...listProblems("actions", actions),
    ...(domains === "all" ? [] : listProblems("domains", domains)),
    ...(Object.hasOwn(GRIDS, per) ? [] : [`per must be "hour", "day" or "month", not ${JSON.stringify(per)}`]),
    ...(Number.isInteger(batch) && batch > 0 ? [] : [`batch must be a whole number of at least 1, not ${batch}`]),
  ];
  if (problems.length > 0) throw new InvalidQueryError(problems);
  problems.push(...regionProblems(options));
  const whole = per === "hour" ? actions.filter((action) => WHOLE_DAYS.includes(action)) : [];
  problems.push(...whole.map((action) => `${action} takes whole days: plan it per "day" or "month"`));
  const periods = periodsOf(GRIDS[per], from, to, problems);
  const groups = groupsOf(domains, batch);
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const suffix =
    given.length === 0 ? "" : `/${fingerprint(JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
  const planId = fingerprint(
    JSON.stringify([[...actions].sort(), domains === "all" ? domains : [...domains].sort(), per, batch, given]),
  );
  const queryOf = (action: Action, names: BaseQuery["domains"], from: number, to: number) =>
    ({ ...fields, action, domains: names, from, to }) as ExportQuery;
  if (problems.length > 0) throw new InvalidQueryError(problems);
  for (const action of actions) for (const { names } of groups) toWire(queryOf(action, names, 0, 1));

  return periods.flatMap(({ label, from, to }) =>
    actions.flatMap((action) =>
      groups.map(({ domain, names }) => {
        const id = `${action}/${label}/${domain}${suffix}`;
        return { id, query: queryOf(action, names, from, to), action, domain, from, to, label, plan: planId };
      }),
    ),
  );
}

function regionProblems({ actions, countries, provinces }: PlanOptions): string[] {
  if (countries === undefined && provinces === undefined) return [];
  const problems = actions
    .filter((action) => TAKES_COUNTRIES[action] === false)
    .map((action) => `${action} takes no country`);
  if (provinces !== undefined && String(countries) !== "cn") problems.push('provinces go with countries: ["cn"] only');
  return problems;
}

function periodsOf(grid: Grid, from: Instant, to: Instant, problems: string[]) {
  const periods: Pick<ExportWindow, "label" | "from" | "to">[] = [];
  try {
    const [first, end] = [toMs(from), toMs(to)];
    if (first >= end) problems.push("the period must begin before it ends");
    for (let at = grid.floor(first), next = 0; at < end; at = next) {
      next = grid.next(at);
      periods.push({ label: grid.label(at), from: at, to: next });
    }
  } catch (error) {
    problems.push(`from and to: ${(error as Error).message}`);
  }
  return periods;
}

/** In alphabetical order: the order of the list doesn't change the batches. */
function groupsOf(domains: BaseQuery["domains"], batch: number): { domain: string; names: BaseQuery["domains"] }[] {
  if (domains === "all") return [{ domain: "all", names: "all" }];
  const sorted = [...domains].sort();
  return Array.from({ length: Math.ceil(sorted.length / batch) }, (_, i) => {
    const names = sorted.slice(i * batch, (i + 1) * batch);
    const [only = "", ...others] = names;
    return { domain: others.length === 0 ? only : `${names.length}-domains-${fingerprint(names.join(","))}`, names };
  });
}

function listProblems(what: string, list: readonly string[]): string[] {
  if (!Array.isArray(list) || list.length === 0) return [`${what} must be a list with one entry at least`];
  const seen = new Set<string>();
  const twice = list.filter((entry) => seen.has(entry) || !seen.add(entry));
  return [...new Set(twice)].map((entry) => `${JSON.stringify(entry)} is listed twice in ${what}`);
}
