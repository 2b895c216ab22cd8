import { HOUR_MS, textOf } from "./calendar.ts";
import { DayTable } from "./day-table.ts";
import { ReportError } from "./errors.ts";
import { type DayPoints, MEASURES, type Points } from "./points.ts";
import { type ReportQuery, type Scope, scopeOf } from "./query.ts";

/** A row as `rows` reads it: typed values under the keys of known columns. Other columns are ignored. */
export type ReportRow = Readonly<Record<string, unknown>>;

/** Takes the rows of one export. */
export interface Collector<T> {
  /** Adds one row. @throws ReportError if the row has no place in the report. */
  add(row: ReportRow): void;
  /** Adds a batch of rows. @throws ReportError if a row has no place in the report. */
  addAll(rows: Iterable<ReportRow>): void;
  /** Ends the export and returns what its rows contain. Add nothing afterwards. @throws ReportError if they contradict the query. */
  finish(): T;
}

/**
 * Collects the points of one export of basic data (`reports_detail`) or carrier data (`isp_detail`). Memory grows with the
 * points (8 bytes for each measure), not with the rows' text.
 *
 * A point's time is the start of its 5 minutes or its hour. Cells that are `null` and columns that are absent are missing
 * values. A value must be a whole number from 0 to 2^53: anything else would make sums wrong.
 *
 * @param options.source the name of the export in messages, such as its file name.
 *
 * @example
 * const part = collectPoints(query);
 * for await (const row of rows(file)) part.add(row);
 * const { totals } = summary(part.finish());
 *
 * @throws ReportError if the query has other data, or a value without meaning.
 */
export function collectPoints(query: ReportQuery, options: { source?: string } = {}): Collector<Points> {
  const { action } = query;
  if (action !== "reports_detail" && action !== "isp_detail") {
    const reason =
      action === "uv" ? "unique visitors of different times or domains can't be added" : "it has no points";
    throw new ReportError("NOT_ADDITIVE", `${action} isn't for this report: ${reason}`);
  }
  const scope = scopeOf(query, options.source);
  const hasCarriers = action === "isp_detail";
  const table = new DayTable(scope.interval);
  const domainOf = domainReader(scope);
  const earliest = scope.from === undefined ? Number.NEGATIVE_INFINITY : onGrid(scope.from, scope.interval ?? 3600);
  const latest = scope.to ?? Number.POSITIVE_INFINITY;
  // One list for all rows: making one for each takes longer than reading it.
  const values: unknown[] = [];
  let rowNumber = 0;
  let lastRow: ReportRow = {};

  function badRow(problem: string): ReportError {
    return new ReportError("BAD_ROW", `Row ${rowNumber} of ${scope.source} ${problem}`);
  }

  function timeOf({ time, startTime }: ReportRow): number {
    const found = time ?? startTime;
    const ms = found instanceof Date ? found.getTime() : Number.NaN;
    if (Number.isNaN(ms)) throw badRow("has no time");
    if (ms < earliest || ms > latest) throw badRow(`is of ${textOf(ms)}, outside of the query's period`);
    return ms;
  }

  function add(row: ReportRow): void {
    rowNumber += 1;
    lastRow = row;
    const ms = timeOf(row);
    const day = table.dayAt(domainOf(row.domain, badRow), hasCarriers ? String(row.isp ?? "") : "", ms);
    const slot = (ms - day.day) / (table.interval * 1000);
    if (!Number.isInteger(slot))
      throw badRow(`is of ${textOf(ms)}, which isn't a multiple of ${table.interval} seconds`);
    readMeasures(row, values);
    for (let m = 0; m < values.length; m++) {
      const value = values[m];
      if (value === undefined || value === null) continue;
      if (!isCount(value))
        throw badRow(`has ${MEASURES[m]} ${String(value)}, which isn't a whole number from 0 to 2^53`);
      if (!table.put(day, m, slot, value))
        throw badRow(`is the second one for ${textOf(ms)}: its ${MEASURES[m]} would count twice`);
    }
  }

  return {
    add,
    addAll(rows) {
      for (const row of rows) add(row);
    },
    finish() {
      const days = daysOf(table, scope, hasCarriers);
      // Otherwise its points would be absent, and could be taken as zero.
      if (rowNumber > 0 && days.every(({ values }) => Object.keys(values).length === 0))
        throw new ReportError("NO_COLUMN", `${scope.source} has nothing to add up: ${columnsText(lastRow)}`);
      // Hours that are read as 5 minutes would have 12 times their bandwidth.
      if (table.isHourly && table.interval === 300 && rowNumber >= 24 && table.last - table.first >= 6 * HOUR_MS)
        throw new ReportError("BAD_ROW", `${scope.source} has only full hours, but the query's interval is 300`);
      const { area, domains, source, filter } = scope;
      const from = onGrid(scope.from ?? table.first, table.interval);
      const to = scope.to ?? table.last + table.interval * 1000;
      // The days of a sum have the query's own list.
      const isGrouped = scope.isGrouped || days.some((day) => day.domains !== domains);
      const window = { area, domains, isGrouped, from, to, interval: table.interval, source };
      const language = days.length > 0 && hasCarriers ? (query.language ?? languageOf(days)) : "";
      return { action, filter, language, days, windows: from < to ? [window] : [], repeated: 0, replaced: 0 };
    },
  };
}

function columnsText(row: ReportRow): string {
  const names = Object.keys(row).map((name) => JSON.stringify(name));
  return `no known measure in bytes or requests among its columns ${names.join(", ")}`;
}

/** The start of the interval that contains an instant: a period may start within one. */
function onGrid(ms: number, interval: number): number {
  return Math.floor(ms / (interval * 1000)) * interval * 1000;
}

function languageOf(days: readonly DayPoints[]): string {
  return days.some(({ carrier = "" }) => /\p{Script=Han}/u.test(carrier)) ? "zh" : "en";
}

/** In the order of `MEASURES`. Written out, because reading properties by a variable's text takes twice as long. */
function readMeasures(row: ReportRow, values: unknown[]): void {
  values[0] = row.traffic;
  values[1] = row.hitTraffic;
  values[2] = row.originTraffic;
  values[3] = row.requests;
  values[4] = row.hitRequests;
  values[5] = row.status2xx;
  values[6] = row.status3xx;
  values[7] = row.status4xx;
  values[8] = row.status5xx;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Reads the domain of a row in lower case. It is empty if the values are the sum of the query's domains. */
function domainReader({ domains, isGrouped }: Scope) {
  const allowed = domains === "all" ? undefined : new Set(domains);
  let lastCell: unknown;
  let lastDomain: string | undefined;
  return (cell: unknown, fail: (problem: string) => ReportError): string => {
    if (cell === lastCell && lastDomain !== undefined) return lastDomain;
    const domain = typeof cell === "string" ? cell.trim().toLowerCase() : "";
    if (domain === "" && isGrouped) throw fail("has no domain, but the query groups by domain");
    if (domain !== "" && allowed?.has(domain) === false) throw fail(`is of ${domain}, which the query doesn't name`);
    lastCell = cell;
    lastDomain = domain;
    return domain;
  };
}

function daysOf(table: DayTable, { area, domains, source }: Scope, hasCarriers: boolean): DayPoints[] {
  return Array.from(table, ({ domain, carrier, day, values }) => ({
    area,
    domains: domain === "" ? domains : [domain],
    ...(hasCarriers ? { carrier } : {}),
    day,
    interval: table.interval,
    values: Object.fromEntries(MEASURES.flatMap((name, m) => (values[m] ? [[name, values[m]]] : []))),
    sources: [source],
  }));
}
