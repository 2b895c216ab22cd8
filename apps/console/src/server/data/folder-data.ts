// What the page knows of a folder: its ledger as it is now, and the contents of its files.
import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Action } from "@cdn-export/api";
import { mergePoints, type Points, type TopList } from "@cdn-export/rows/report";
import type { WindowRecord } from "@cdn-export/sync";
import { type ExportFolder, type FolderWindow, isWhole, LEDGER_NAME, openFolder } from "@cdn-export/sync/folder";
import { type Chunk, type ChunkContents, chunksOf } from "./chunk.ts";
import { createReader } from "./reader.ts";

export interface Period {
  /** In milliseconds since the epoch; the end is exclusive. */
  from: number;
  to: number;
}

/** How far reading the figures over time is. */
export interface Reading {
  isDone: boolean;
  /** The chunks of basic data (or carrier data without it), newest first, and whether each was read. */
  chunks: readonly { chunk: Chunk; isRead: boolean }[];
}

export interface FolderData {
  /** Looks for changes of the ledger and of files that were read. */
  refresh(): Promise<void>;
  /** Why the folder can't be read. */
  failure(): Error | undefined;
  records(): ReadonlyMap<string, WindowRecord>;
  /** The windows of an action: those of all traffic, if there are any. */
  windows(action: Action): FolderWindow[];
  reading(): Reading;
  /** What was read so far, of every action. */
  contents(): Iterable<ChunkContents>;
  /** The points of windows that overlap the periods. With `isPartial`, some of their files are still being read. */
  points(
    action: Action,
    periods: readonly Period[],
    wait: Wait,
  ): Promise<{ points: Points | undefined; isPartial: boolean }>;
  /** The lists of windows within a period. */
  topLists(action: Action, period: Period, wait: Wait): Promise<TopLists>;
  close(): Promise<void>;
}

export interface TopLists {
  lists: TopList[];
  isPartial: boolean;
  /** Whether there are files, but none of them can be read. */
  isUnreadable: boolean;
}

/** Waits for something of the first period, or for everything. */
export type Wait = "some" | "all";

/** The same object for the same files, so that what was computed of it can be kept. The values are shared with the chunks. */
const MAX_MERGED = 8;

/** Files aren't looked at more often. */
const CHECK_MS = 1000;

export function createFolderData(
  path: string,
  { onChange, now }: { onChange: () => void; now: () => number },
): FolderData {
  const ledger = join(path, LEDGER_NAME);
  let folder: ExportFolder | undefined;
  let records: ReadonlyMap<string, WindowRecord> = new Map();
  let failure: Error | undefined;
  let stamp: string | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let refreshing: Promise<void> | undefined;
  let merged: { parts: readonly Points[]; points: Points }[] = [];
  const reader = createReader(() => folder, onChange);

  async function look(): Promise<void> {
    const found = await stat(ledger).catch(() => undefined);
    const next = found ? `${found.size} ${found.ctimeMs} ${found.ino}` : "";
    if (next !== stamp || failure) await readLedger(next);
    if (now() - checkedAt < CHECK_MS) return;
    checkedAt = now();
    if (await reader.check()) {
      readAhead();
      onChange();
    }
  }

  async function readLedger(next: string): Promise<void> {
    const before = failure;
    try {
      folder ??= await openFolder(path, { onWarning: () => {} });
      records = await folder.records();
      failure = undefined;
    } catch (error) {
      failure = error as Error;
    }
    const isNew = next !== stamp || failure?.message !== before?.message;
    stamp = next;
    if (!isNew) return;
    readAhead();
    onChange();
  }

  function readAhead(): void {
    reader.readAhead(timeChunks());
  }

  function windows(action: Action): FolderWindow[] {
    const all: FolderWindow[] = [];
    for (const [id, { query, file }] of records)
      if (query?.action === action) all.push({ id, query, from: Number(query.from), to: Number(query.to), file });
    const whole = all.filter(isWhole);
    return (whole.length > 0 ? whole : all).sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1));
  }

  function timeChunks(): Chunk[] {
    const basic = chunksOf("reports_detail", windows("reports_detail"));
    return basic.length > 0 ? basic : chunksOf("isp_detail", windows("isp_detail"));
  }

  /** Reads chunks. With `some`, returns once one of the first ones is there. */
  async function read(first: readonly Chunk[], others: readonly Chunk[], wait: Wait) {
    const chunks = [...first, ...others];
    for (;;) {
      const { known, isPartial } = reader.request(chunks);
      const hasSome = known.some(({ chunk, points, topLists }) => first.includes(chunk) && (points ?? topLists[0]));
      const isEnough = wait === "some" && (first.length === 0 || hasSome);
      if (!isPartial || isEnough || reader.isIdle()) return { known, isPartial };
      await reader.next();
    }
  }

  function mergedOf(known: readonly ChunkContents[]): Points | undefined {
    const parts = known.flatMap(({ points }) => points ?? []);
    if (parts.length === 0) return undefined;
    const isSame = (one: { parts: readonly Points[] }) =>
      one.parts.length === parts.length && one.parts.every((part, i) => part === parts[i]);
    const found = merged.find(isSame) ?? { parts, points: mergePoints(parts) };
    merged = [found, ...merged.filter((one) => one !== found)].slice(0, MAX_MERGED);
    return found.points;
  }

  return {
    refresh() {
      refreshing ??= look().finally(() => {
        refreshing = undefined;
      });
      return refreshing;
    },
    failure: () => failure,
    records: () => records,
    windows,
    reading() {
      const chunks = timeChunks().map((chunk) => ({ chunk, isRead: reader.isKnown(chunk) }));
      return { isDone: reader.isIdle(), chunks };
    },
    contents: () => reader.all(),
    async points(action, periods, wait) {
      const all = chunksOf(action, windows(action));
      const inPeriod = ({ from, to }: Period) => all.filter((chunk) => chunk.from < to && chunk.to > from);
      const [first = [], ...others] = periods.map(inPeriod);
      const more = new Set(others.flat().filter((chunk) => !first.includes(chunk)));
      const { known, isPartial } = await read(first, [...more], wait);
      return { points: mergedOf(known), isPartial };
    },
    async topLists(action, { from, to }, wait) {
      const within = windows(action).filter((window) => window.from >= from && window.to <= to);
      const { known, isPartial } = await read(chunksOf(action, within), [], wait);
      const lists = known.flatMap(({ topLists }) => topLists);
      return { lists, isPartial, isUnreadable: known.length > 0 && lists.length === 0 };
    },
    async close() {
      await refreshing?.catch(() => {});
      await reader.close();
    },
  };
}
