// The windows that a folder should have, and the state of each.
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Action } from "@cdn-export/api";
import { settledAt } from "@cdn-export/api/rules";
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import type { WindowFile, WindowRecord } from "@cdn-export/sync";

/** From bad to good: a day has the worst state of its windows. */
export const STATES = ["failed", "missing", "provisional", "not due", "restated", "done"] as const;
export type State = (typeof STATES)[number];

/** One window. */
export interface Window {
  action: Action;
  /** The domains of the query. */
  domains: readonly string[] | "all";
  /** In milliseconds since the epoch; the end is exclusive. */
  from: number;
  to: number;
  state: State;
  /** Why it failed, or what is wrong with its file. */
  why?: string;
  bytes: number;
}

export interface Period {
  from: number;
  to: number;
}

interface Known extends Period {
  action: Action;
  domains: readonly string[] | "all";
  /** Windows of the same query at other times. */
  series: string;
  plan: string;
  record: WindowRecord;
}

/**
 * The windows of each query in the ledger: those of the period, or from the first to the last window of its plan. Windows without
 * a record are missing once their data is complete.
 */
export async function windowsOf(
  folder: string,
  records: ReadonlyMap<string, WindowRecord>,
  { period, now }: { period: Period | undefined; now: number },
): Promise<Window[]> {
  const known = [...records.values()].flatMap(knownOf);
  const spans = new Map<string, Period>();
  for (const { plan, from, to } of known) {
    const span = spans.get(plan);
    spans.set(plan, { from: Math.min(from, span?.from ?? from), to: Math.max(to, span?.to ?? to) });
  }
  const rangeOf = (one: Known) => period ?? spans.get(one.plan) ?? one;
  const groups = [...groupBy(known, ({ series }) => series).values()];
  const windows = await Promise.all(groups.map((series) => ofSeries(folder, series, { rangeOf, now })));
  return windows.flat().sort((a, b) => a.from - b.from || (a.action < b.action ? -1 : 1));
}

/** The windows of one query at different times. */
async function ofSeries(
  folder: string,
  series: readonly Known[],
  { rangeOf, now }: { rangeOf: (one: Known) => Period; now: number },
): Promise<Window[]> {
  const records = new Map(series.map((one) => [one.from, one]));
  const firsts = [...groupBy(series, ({ plan }) => plan).values()].flatMap(([first]) => first ?? []);
  const expected = new Map(firsts.flatMap((one) => grid(one, rangeOf(one))).map((one) => [one.from, one]));
  for (const one of series) if (isWithin(one, rangeOf(one))) expected.set(one.from, one);
  const windows: Window[] = [];
  for (const { from, to } of expected.values()) {
    const one = records.get(from);
    const { action, domains } = series[0] as Known;
    const found = one ? await stateOf(folder, one, now) : unrecorded(action, to, now);
    windows.push({ action, domains, from, to, bytes: one?.record.file?.bytes ?? 0, ...found });
  }
  return windows;
}

export function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

function knownOf(record: WindowRecord): Known[] {
  if (record.query === undefined) return [];
  const { action, domains, from, to, ...more } = record.query;
  const length = Number(to) - Number(from);
  const span = length > 27 * DAY_MS ? "month" : String(length);
  const series = JSON.stringify([action, domains, more, span]);
  return [{ action, domains, from: Number(from), to: Number(to), series, plan: record.plan ?? series, record }];
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

type Found = Pick<Window, "state" | "why">;

function unrecorded(action: Action, to: number, now: number): Found {
  return { state: settledAt(action, to) > now ? "not due" : "missing" };
}

async function stateOf(folder: string, { action, to, record }: Known, now: number): Promise<Found> {
  const { file, error, state } = record;
  if (error) return { state: "failed", why: error.message };
  if (file === undefined || state) return file?.provisional ? { state: "provisional" } : unrecorded(action, to, now);
  const why = await damageOf(folder, file);
  if (why !== undefined) return { state: "missing", why };
  if (file.provisional) return { state: "provisional" };
  return { state: file.restated ? "restated" : "done" };
}

/** What is wrong with a file, as a word for programs. */
async function damageOf(folder: string, { path, bytes, sha256 }: WindowFile): Promise<string | undefined> {
  const found = await stat(join(folder, path)).catch(() => undefined);
  if (!found?.isFile()) return "no file";
  if (found.size !== bytes) return "other size";
  const hash = createHash("sha256");
  await pipeline(createReadStream(join(folder, path)), hash);
  return hash.digest("hex") === sha256 ? undefined : "other content";
}
