// The points or top lists of one file as bytes: a line of JSON, then the values of all days as they are in memory. A checksum at the
// end finds damage.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { ExportQuery } from "@cdn-export/client";
import type { DayPoints, Measure, Points, TopList } from "@cdn-export/rows/report";
import type { Contents } from "./contents.ts";

/** The name of the entry of a file: another file or another query has another name. */
export function pointsName(sha256: string, query: ExportQuery): string {
  const text = JSON.stringify([sha256, Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash("sha256").update(text).digest("hex");
}

/** What an entry keeps of a file. */
export interface KeptContents {
  contents: Contents;
  /** What was doubtful about the file when it was read. */
  warnings: readonly string[];
}

interface Head {
  warnings: readonly string[];
  points?: Omit<Points, "days"> & { days: (Omit<DayPoints, "values"> & { measures: Measure[] })[] };
  topLists?: (Omit<TopList, "values"> & { values: [string, number][] })[];
}

export function encoded({ contents, warnings }: KeptContents): Uint8Array[] {
  const arrays: Uint8Array[] = [];
  const head: Head = Array.isArray(contents)
    ? { warnings, topLists: contents.map((list) => ({ ...list, values: [...list.values] })) }
    : { warnings, points: { ...contents, days: contents.days.map((day) => described(day, arrays)) } };
  const text = JSON.stringify(head);
  // The values start at a multiple of 8, as they must in memory.
  const line = Buffer.from(`${text}${" ".repeat((8 - ((Buffer.byteLength(text) + 1) % 8)) % 8)}\n`);
  const parts = [line, ...arrays];
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(parts.reduce((crc, part) => crc32(part, crc), 0));
  return [...parts, sum];
}

function described({ values, ...day }: DayPoints, arrays: Uint8Array[]) {
  const measures = Object.keys(values) as Measure[];
  for (const measure of measures) {
    const { buffer, byteOffset, byteLength } = values[measure] as Float64Array;
    arrays.push(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return { ...day, measures };
}

/**
 * @param source - the name of the file in messages: the folder may have moved.
 * @returns undefined if the entry is damaged.
 */
export function decoded(entry: Buffer<ArrayBuffer>, source: string): KeptContents | undefined {
  // A small file may be a part of a buffer that others share.
  if (entry.byteOffset % 8 !== 0) return decoded(Buffer.from(new Uint8Array(entry).buffer), source);
  const end = entry.length - 4;
  const first = entry.indexOf(10) + 1;
  if (end < first || first === 0 || crc32(entry.subarray(0, end)) !== entry.readUInt32LE(end)) return undefined;
  const { points, topLists, warnings } = JSON.parse(entry.toString("utf8", 0, first)) as Head;
  if (topLists)
    return { warnings, contents: topLists.map((list) => ({ ...list, source, values: new Map(list.values) })) };
  if (!points) return undefined;
  let at = entry.byteOffset + first;
  const days = points.days.map(({ measures, ...day }): DayPoints => {
    const length = 86_400 / day.interval;
    const values: { [M in Measure]?: Float64Array } = {};
    for (const measure of measures) {
      values[measure] = new Float64Array(entry.buffer, at, length);
      at += length * 8;
    }
    return { ...day, sources: [source], values };
  });
  const windows = points.windows.map((window) => ({ ...window, source }));
  return { warnings, contents: { ...points, days, windows } };
}
