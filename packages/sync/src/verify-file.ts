// The final check of a download: the task list doesn't show a task's query, so the file itself must.
import { createReadStream, openAsBlob } from "node:fs";
import { open } from "node:fs/promises";
import { domainToASCII } from "node:url";
import type { ExportTaskRequest } from "@cdn-export/api";
import { CdnExportError } from "@cdn-export/api/base-error";
import { fileType } from "@cdn-export/api/bytes";
import type { ExportQuery } from "@cdn-export/client";
import { DAY_MS, GMT8_MS, toWire } from "@cdn-export/client/internal";
import { type Cell, COLUMNS, type ColumnKey, type Row, type RowsInput, tables } from "@cdn-export/rows";
import type { FileContent } from "./record.ts";
import { WrongFileError } from "./wrong-file-error.ts";

/**
 * Checks an exported file (csv, xlsx, zip or gzip) against the query of its task, in one pass. A file that can't be read as a
 * table isn't verified.
 *
 * @param file - the path of a file on disk, or what `rows` reads.
 * @param query - of `exportStatistics`, or the body of the create call.
 * @returns whether a column of the file confirms the query.
 * @throws WrongFileError when a column contradicts the query, and the error of the path when it can't be read.
 */
export async function verifyFile(
  file: string | RowsInput,
  query: ExportQuery | ExportTaskRequest,
): Promise<{ verified: boolean }> {
  const { verified } = await examineFile(file, query);
  return { verified };
}

/** Checks a file like `verifyFile`, and describes its content in the same pass. */
export async function examineFile(
  file: string | RowsInput,
  query: ExportQuery | ExportTaskRequest,
): Promise<{ verified: boolean; found?: FileContent }> {
  const request = "domains" in query ? toWire(query) : query;
  const input = typeof file === "string" ? await fileAt(file) : file;
  let verified = false;
  let count = 0;
  const measures = new Set<ColumnKey>();
  const times: number[] = [];
  try {
    // What is doubtful about the file is reported when its rows are read.
    for await (const { columns, rows } of tables(input, { onWarning: () => {} })) {
      const checks = checksOf(columns, request);
      for (const { key } of columns) if (isMeasure(key)) measures.add(key);
      count += await readAll(rows, checks);
      for (const { confirms } of checks) if (confirms()) verified = true;
      times.push(...checks.flatMap(({ span }) => span?.() ?? []));
    }
  } catch (error) {
    if (error instanceof WrongFileError || !(error instanceof CdnExportError)) throw error;
    return { verified: false };
  }
  const period = times.length === 0 ? {} : { period: { first: Math.min(...times), last: Math.max(...times) } };
  return { verified, found: { rows: count, ...period, measures: [...measures] } };
}

/** Returns the number of rows. */
async function readAll(rows: AsyncIterable<Row>, checks: readonly ColumnCheck[]): Promise<number> {
  let count = 0;
  for await (const row of rows) {
    count++;
    for (const { key, read } of checks) read(row[key]);
  }
  return count;
}

function isMeasure(key: string): key is ColumnKey {
  return Object.hasOwn(COLUMNS, key) && key !== "rank" && COLUMNS[key as ColumnKey].kind === "number";
}

/** An archive in place, because it is read by the directory at its end. `openAsBlob` alone has errors without a path. */
async function fileAt(path: string): Promise<RowsInput> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(2), 0, 2, 0);
    const isArchive = ["zip", "xlsx"].includes(fileType(buffer.subarray(0, bytesRead)));
    return isArchive ? await openAsBlob(path) : createReadStream(path);
  } finally {
    await handle.close();
  }
}

/** The comparison of one column with the query. */
interface ColumnCheck {
  key: ColumnKey;
  /** Takes the column's cell of each row. */
  read(cell: Cell | undefined): void;
  /** Whether the cells confirm the query; false when they prove nothing. @throws WrongFileError */
  confirms(): boolean;
  /** The first and the last time in the column; nothing if it has none. */
  span?(): readonly number[];
}

function checksOf(columns: readonly { key: string }[], request: ExportTaskRequest): ColumnCheck[] {
  const period = periodOf(request);
  const names = namesOf(request);
  const checks: ColumnCheck[] = [];
  if (period) checks.push(...TIME_KEYS.map((key) => timeCheck(key, period)));
  if (names) checks.push(hostCheck("domain", names), hostCheck("url", names));
  return checks.filter((check) => columns.some(({ key }) => key === check.key));
}

const TIME_KEYS = ["time", "startTime", "endTime"] as const;

interface Period {
  from: number;
  to: number;
  isRanking: boolean;
}

/**
 * The period that the file's times must lie in: whole days for rankings, else whole points. The first point of a period
 * that doesn't begin on one is labelled with an earlier time.
 */
function periodOf({ action, interval, start_time, end_time }: ExportTaskRequest): Period | undefined {
  if (start_time === undefined || end_time === undefined) return undefined;
  const isRanking = action?.startsWith("top_") === true;
  // Without an interval the service chooses one: an hour at most.
  const step = isRanking ? DAY_MS : (interval ?? 3600) * 1000;
  return {
    from: Math.floor((start_time + GMT8_MS) / step) * step - GMT8_MS,
    to: Math.ceil((end_time + GMT8_MS) / step) * step - GMT8_MS,
    isRanking,
  };
}

/** The file may have its times in GMT+8 or in UTC, and `rows` may have read them as the other one. */
const OFFSETS_MS = [0, GMT8_MS, -GMT8_MS];

function timeCheck(key: ColumnKey, { from, to, isRanking }: Period): ColumnCheck {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let areDates = isRanking;
  return {
    key,
    read(cell) {
      if (!(cell instanceof Date)) return;
      const ms = cell.getTime();
      if (ms < min) min = ms;
      if (ms > max) max = ms;
      areDates &&= (ms + GMT8_MS) % DAY_MS === 0;
    },
    span: () => (min > max ? [] : [min, max]),
    confirms() {
      if (min > max) return false;
      // A date names a whole day: it has no offset, and the day after the last one isn't in the period.
      const fits = areDates
        ? key === "endTime"
          ? min > from && max <= to
          : min >= from && max < to
        : // One offset must fit both: a file has one time zone.
          OFFSETS_MS.some((offset) => min + offset >= from && max + offset <= to);
      if (fits) return true;
      const [first, last, start, end] = [min, max, from, to].map(timeText);
      throw new WrongFileError(
        `The file's times (${first} to ${last} GMT+8) lie outside the query's period (${start} to ${end} GMT+8)`,
      );
    },
  };
}

function hostCheck(key: "domain" | "url", names: Names): ColumnCheck {
  let last: string | undefined;
  let other: string | undefined;
  let isMatch = false;
  let hasRelative = false;
  return {
    key,
    read(cell) {
      if (isMatch || typeof cell !== "string") return;
      const text = cell.trim();
      const host = key === "url" ? hostOf(text, names) : DOMAIN.test(text) ? text : undefined;
      if (host === undefined) hasRelative ||= text !== "";
      // Neighbouring rows often have the same host.
      if (host === undefined || host === last) return;
      last = host;
      isMatch = names.include(host);
      other ??= host;
    },
    confirms() {
      if (isMatch) return true;
      // Visitors write URLs: among paths, a foreign host is only what somebody requested.
      if (other === undefined || (key === "url" && hasRelative)) return false;
      throw new WrongFileError(
        `No ${key === "url" ? "URL" : "domain"} in the file belongs to the query: ` +
          `the file has ${quoted(other)}, the query asks for ${quoted(names.text)}`,
      );
    },
  };
}

/** The domains of a query. */
interface Names {
  /** As the request has them. */
  text: string;
  include(host: string): boolean;
}

/** Undefined when the query is for every domain. */
function namesOf({ domain_name: text = "all" }: ExportTaskRequest): Names | undefined {
  const names = text.split(",").map(normalHost);
  const exact = new Set(names.filter((name) => name !== ""));
  if (exact.size === 0 || exact.has("all")) return undefined;
  const suffixes = [...exact].filter((name) => name.startsWith("*.")).map((name) => name.slice(1));
  return {
    text,
    include(host) {
      const normal = normalHost(host);
      return exact.has(normal) || suffixes.some((suffix) => normal.endsWith(suffix));
    },
  };
}

/** Lower case and Punycode; a name that isn't valid keeps its letters. */
function normalHost(host: string): string {
  const name = host.trim().replace(/\.$/, "");
  return domainToASCII(name) || name.toLowerCase();
}

/** `Total` and `-` aren't domains, nor are several domains in one cell. */
const DOMAIN = /^(?:\*\.)?(?:[\p{L}\p{M}\p{N}_-]+\.)+\p{L}[\p{L}\p{M}\p{N}-]*\.?$/u;
const URL_HOST = /^(?:([a-z][a-z\d+.-]*:)?\/\/)?(?:[^/?#@]*@)?([^/?#@:]+)(:\d+)?([/?#]|$)/i;

/** The host of a URL with or without a scheme; undefined for a relative URL. */
function hostOf(url: string, names: Names): string | undefined {
  const [, scheme, host, port, next] = URL_HOST.exec(url) ?? [];
  if (host === undefined || scheme !== undefined) return host;
  // Without a scheme, `index.html` reads like a host, and so does the folder in `//images/a.png`.
  const isHost = DOMAIN.test(host) && (port !== undefined || next === "/" || names.include(host));
  return isHost ? host : undefined;
}

/** As people in GMT+8 read it; a number that isn't a time stays a number. */
function timeText(ms: number): string {
  const date = new Date(ms + GMT8_MS);
  if (Number.isNaN(date.getTime())) return String(ms);
  return date
    .toISOString()
    .replace("T", " ")
    .replace(/(?::00)?\.000Z$|Z$/, "");
}

/** Visitors write the text of a file: nothing in it may control a terminal or flood a log. */
function quoted(text: string): string {
  const json = JSON.stringify(text.slice(0, MAX_QUOTED)).replace(
    /[\p{C}\p{Zl}\p{Zp}]/gu,
    (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`,
  );
  return json.length > MAX_QUOTED ? `${json.slice(0, MAX_QUOTED - 3)}...` : json;
}

const MAX_QUOTED = 80;
