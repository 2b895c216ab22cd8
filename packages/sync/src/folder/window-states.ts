// The windows that a folder should have, and the state of each.
import { join } from "node:path";
import type { Action } from "@cdn-export/api";
import { settledAt } from "@cdn-export/api/rules";
import type { ExportQuery } from "@cdn-export/client";
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import { groupBy } from "../group-by.ts";
import type { WindowFile, WindowRecord } from "../record.ts";
import { type Damage, damageOf } from "./checked-file.ts";

/** The states of windows, from bad to good: a day has the worst state of its windows. */
export const WINDOW_STATES = ["failed", "missing", "provisional", "not due", "restated", "done"] as const;
/** The state of a window. `not due`: its data isn't complete yet. `restated`: exported again after late data arrived. */
export type WindowState = (typeof WINDOW_STATES)[number];

/** A window that a folder has or should have. */
export interface StatedWindow {
  /** Its ID in the ledger. Undefined if it isn't there. */
  id: string | undefined;
  /** Its query, with the times of this window. */
  query: ExportQuery;
  /** The plan that it belongs to, if the ledger says it. */
  plan: string | undefined;
  /** The statistic. */
  action: Action;
  /** The domains of the query. */
  domains: readonly string[] | "all";
  /** The start, in milliseconds since the epoch, inclusive. */
  from: number;
  /** The end, in milliseconds since the epoch, exclusive. */
  to: number;
  /** Whether it is there. */
  state: WindowState;
  /** The message of the last error, or what is wrong with the file. */
  why?: string;
  /** The code of the last error. */
  code?: string;
  /** The size of its file. 0 without one. */
  bytes: number;
}

/** Options of `windowStates`. */
export interface WindowStatesOptions {
  /** Limits the windows, and adds those that no record mentions. @default from the first to the last window of each plan */
  period?: Period | undefined;
  /** Without a period: adds later windows up to this time, in milliseconds since the epoch. @default the last window of each plan */
  until?: number;
  /** The current time, in milliseconds since the epoch. */
  now: number;
  /** Compares a file with the ledger, such as a version that remembers what it compared. @default reads the whole file */
  damageOf?: (path: string, file: WindowFile) => Promise<Damage | undefined>;
}

/** A period, in milliseconds since the epoch. */
export interface Period {
  /** The start, inclusive. */
  from: number;
  /** The end, exclusive. */
  to: number;
}

interface Known extends Period {
  id: string;
  action: Action;
  domains: readonly string[] | "all";
  /** Windows of the same query at other times. */
  series: string;
  plan: string;
  record: WindowRecord;
}

/**
 * The windows of each query in the ledger, oldest first: those of the period, or from the first to the last window of its plan.
 * Windows without a record are missing once their data is complete. Records without a query (of earlier releases) are left out.
 */
export async function windowStates(
  folder: string,
  records: ReadonlyMap<string, WindowRecord>,
  { period, until = 0, now, damageOf: compare = damageOf }: WindowStatesOptions,
): Promise<StatedWindow[]> {
  const known = [...records].flatMap(knownOf);
  const spans = new Map<string, Period>();
  for (const { plan, from, to } of known) {
    const span = spans.get(plan);
    spans.set(plan, { from: Math.min(from, span?.from ?? from), to: Math.max(to, span?.to ?? to) });
  }
  const rangeOf = (one: Known) => {
    const span = spans.get(one.plan) ?? one;
    // Nothing exports more windows of an adopted file.
    const isAdopted = one.record.file?.adopted === true;
    // A single window that no plan has made was asked for once.
    const isSingle = one.record.plan === undefined && one.from === span.from && one.to === span.to;
    if (period === undefined) return isAdopted || isSingle ? span : { from: span.from, to: Math.max(span.to, until) };
    return isAdopted ? { from: Math.max(period.from, span.from), to: Math.min(period.to, span.to) } : period;
  };
  const groups = [...groupBy(known, ({ series }) => series).values()];
  const damage = (file: WindowFile) => compare(join(folder, file.path), file);
  const windows = await Promise.all(groups.map((series) => ofSeries(series, { rangeOf, now, damage })));
  return windows.flat().sort((a, b) => a.from - b.from || (a.action < b.action ? -1 : 1));
}

/** The worst state of each GMT+8 day's windows, by day: `2026-11-01`. */
export function statesByDay(windows: readonly StatedWindow[]): Map<string, WindowState> {
  const days = new Map<string, WindowState>();
  for (const { from, to, state } of windows)
    for (let ms = from; ms < to; ms += DAY_MS) {
      const day = new Date(ms + GMT8_MS).toISOString().slice(0, 10);
      const known = days.get(day);
      if (known === undefined || WINDOW_STATES.indexOf(state) < WINDOW_STATES.indexOf(known)) days.set(day, state);
    }
  return days;
}

/** The latest GMT+8 day whose windows are all complete, such as `2026-11-01`. Undefined if there is none. */
export function lastCompleteDay(windows: readonly StatedWindow[]): string | undefined {
  const days = [...statesByDay(windows)].filter(([, state]) => state === "done" || state === "restated");
  return days
    .map(([day]) => day)
    .sort()
    .at(-1);
}

/** The windows of one query at different times. */
async function ofSeries(
  series: readonly Known[],
  { rangeOf, now, damage }: { rangeOf: (one: Known) => Period; now: number; damage: DamageCheck },
): Promise<StatedWindow[]> {
  const records = new Map(series.map((one) => [one.from, one]));
  const firsts = [...groupBy(series, ({ plan }) => plan).values()].flatMap(([first]) => first ?? []);
  const expected = new Map(firsts.flatMap((one) => grid(one, rangeOf(one))).map((one) => [one.from, one]));
  for (const one of series) if (isWithin(one, rangeOf(one))) expected.set(one.from, one);
  const windows: StatedWindow[] = [];
  for (const { from, to } of expected.values()) {
    const one = records.get(from);
    const { action, domains, record } = one ?? (series[0] as Known);
    const query = { ...record.query, from, to } as ExportQuery;
    const found = one ? await stateOf(one, now, damage) : unrecorded(action, to, now);
    const bytes = one?.record.file?.bytes ?? 0;
    windows.push({ id: one?.id, query, plan: record.plan, action, domains, from, to, bytes, ...found });
  }
  return windows;
}

function knownOf([id, record]: [id: string, record: WindowRecord]): Known[] {
  if (record.query === undefined) return [];
  const { action, domains, from, to, ...more } = record.query;
  const length = Number(to) - Number(from);
  const span = length > 27 * DAY_MS ? "month" : String(length);
  const series = JSON.stringify([action, domains, more, span]);
  return [{ id, action, domains, from: Number(from), to: Number(to), series, plan: record.plan ?? series, record }];
}

function isWithin(one: Period, range: Period): boolean {
  return one.from < range.to && one.to > range.from;
}

/** The windows of the same length in a range. */
function grid(one: Period, range: Period): Period[] {
  const length = one.to - one.from;
  const windows: Period[] = [];
  if (length <= 27 * DAY_MS) {
    const start = one.from - Math.ceil((one.from - range.from) / length) * length;
    for (let from = start; from < range.to; from += length) windows.push({ from, to: from + length });
  } else {
    const local = new Date(range.from + GMT8_MS);
    const boundary = (months: number) => Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + months) - GMT8_MS;
    for (let i = 0; boundary(i) < range.to; i++) windows.push({ from: boundary(i), to: boundary(i + 1) });
  }
  return windows.filter((window) => isWithin(window, range));
}

type Found = Pick<StatedWindow, "state" | "why" | "code">;
type DamageCheck = (file: WindowFile) => Promise<Damage | undefined>;

function unrecorded(action: Action, to: number, now: number): Found {
  return { state: settledAt(action, to) > now ? "not due" : "missing" };
}

async function stateOf({ action, to, record }: Known, now: number, damage: DamageCheck): Promise<Found> {
  const { file, error, state } = record;
  if (error) return { state: "failed", why: error.message, code: error.code };
  if (file === undefined || state) return file?.provisional ? { state: "provisional" } : unrecorded(action, to, now);
  const why = await damage(file);
  if (why !== undefined) return { state: "missing", why };
  if (file.provisional) return { state: "provisional" };
  return { state: file.restated ? "restated" : "done" };
}
