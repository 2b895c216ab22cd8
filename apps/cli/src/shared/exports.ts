// The exported files that a report is about, with their queries: from the ledger of their folder, or from their columns.

import { createHash } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { tables } from "@cdn-export/rows";
import {
  type Collector,
  collectPoints,
  collectTopLists,
  type Points,
  type ReportQuery,
  type TopList,
} from "@cdn-export/rows/report";
import { readLedger, type WindowFile, type WindowRecord } from "@cdn-export/sync";
import { UsageError } from "../terminal/errors.ts";
import { split } from "../terminal/failures.ts";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import { translated } from "../terminal/translate.ts";
import { actionOf, type FoundColumn } from "./action-of.ts";
import { inputOf } from "./input-of.ts";
import { LEDGER } from "./ledger-name.ts";
import { readReason } from "./system-error.ts";
import { hashOf } from "./written-files.ts";

/** One export. */
export interface Export {
  /** The path as people typed it, or below the folder that they typed. */
  path: string;
  /** Undefined for a file that isn't in a ledger. */
  query: ReportQuery | undefined;
  /** The ID of its window in the ledger of this folder. */
  window: { id: string; folder: string } | undefined;
  /** What the ledger says about the file. Undefined if there is none, or no file yet. */
  file: WindowFile | undefined;
}

/** What the files of a report contain. */
export interface ExportContents {
  points: Points[];
  topLists: TopList[];
  /** The files that were read. */
  files: Export[];
}

/**
 * Finds the exports in folders and files. A folder has those of its ledger, also if their files are missing.
 *
 * @throws UsageError if a path isn't there, or a folder has no ledger.
 */
export async function findExports(paths: readonly string[]): Promise<Export[]> {
  const found = new Map<string, Export>();
  const ledgers = new Map<string, ReadonlyMap<string, WindowRecord>>();
  for (const path of paths) {
    const there = await stat(path).catch(async (error) => {
      const why = await readReason(error);
      throw new UsageError(say(`${path} can't be read: ${why}`, `无法读取 ${path}：${why}`), { cause: error });
    });
    const exports = there.isDirectory() ? await inFolder(path) : [await oneFile(path, ledgers)];
    for (const one of exports) found.set(await realpath(one.path).catch(() => one.path), one);
  }
  return [...found.values()];
}

/** Whether the export is of all traffic of its domains, not of a country, province or carrier. */
export function isWhole({ query }: Export): boolean {
  return !query?.countries && !query?.provinces && !query?.isps;
}

/** Whether the export has data of a period, in milliseconds since the epoch. True if its query is unknown. */
export function isWithin({ query }: Export, from: number | undefined, to: number | undefined): boolean {
  if (query === undefined) return true;
  return (to === undefined || Number(query.from) < to) && (from === undefined || Number(query.to) > from);
}

/**
 * Reads files. One that isn't as the ledger describes it is left out with a note: its points are then missing.
 *
 * @throws CorruptFileError if a file without a ledger isn't an export; ReportError if a row has no place in a report.
 */
export async function readExports(exports: readonly Export[], session: Session): Promise<ExportContents> {
  const contents: ExportContents = { points: [], topLists: [], files: [] };
  for (const [i, one] of exports.entries()) {
    session.progress.show(
      say(`reading  ${i + 1} of ${exports.length} files`, `读取  ${i + 1}/${exports.length} 个文件`),
    );
    const found = await readOne(one, session).catch((error) => {
      throw withPath(error, one.path);
    });
    if (found === undefined) continue;
    contents.files.push(one);
    if (Array.isArray(found)) contents.topLists.push(...found);
    else contents.points.push(found);
  }
  session.progress.clear();
  return contents;
}

/** An error of a file names it, because there are others. */
function withPath(error: Error, path: string): Error {
  if (!(error instanceof CorruptFileError) || error.message.includes(path)) return error;
  const { text, advice } = split(error);
  return new CorruptFileError(error.code, `${path}: ${text}`, { advice, cause: error });
}

/**
 * The domains that exports were asked for, but of which no file was read, in areas that have other files. A report would leave
 * them out without a gap.
 */
export function domainsWithoutFile(wanted: readonly Export[], read: readonly Export[]): string[] {
  const areaOf = ({ query }: Export) => query?.serviceArea ?? "mainland_china";
  const names = ({ query }: Export) => (query === undefined || query.domains === "all" ? ["all"] : query.domains);
  const inAreas = new Set(read.map(areaOf));
  const found = new Set(read.flatMap((one) => names(one).map((name) => `${areaOf(one)} ${name}`)));
  const missing = wanted
    .filter((one) => one.query !== undefined && inAreas.has(areaOf(one)))
    .flatMap((one) => names(one).filter((name) => !found.has(`${areaOf(one)} ${name}`)));
  return [...new Set(missing)].sort();
}

async function readOne(one: Export, session: Session): Promise<Points | TopList[] | undefined> {
  const { path, file } = one;
  if (one.query !== undefined && file === undefined) return undefined;
  const there = file && (await stat(path).catch(() => undefined));
  if (file && there?.size !== file.bytes) {
    const what = there
      ? say(`has ${there.size} bytes instead of ${file.bytes}`, `有 ${there.size} 字节，应为 ${file.bytes} 字节`)
      : say("is missing", "不存在");
    session.note(leftOut(one, what, say("Run sync again to replace it", "再次运行 sync 会替换它")));
    return undefined;
  }
  try {
    const { contents, hasChanged } = await contentsOf(one, session);
    if (!hasChanged) return contents;
  } catch (error) {
    // What the rows contain doesn't matter if they aren't those that were saved.
    if (file === undefined || (await hashOf(path)) === file.sha256) throw error;
  }
  const { id, folder } = one.window ?? {};
  const again = `cdn-export sync -o ${folder} --recreate ${id}`;
  session.note(
    leftOut(
      one,
      say("has changed since it was saved", "保存之后被改动过"),
      say(`To export it again: ${again}`, `重新导出：${again}`),
    ),
  );
  return undefined;
}

/** What a file contains, and whether it has changed since it was saved. */
async function contentsOf(
  one: Export,
  session: Session,
): Promise<{ contents: Points | TopList[] | undefined; hasChanged: boolean }> {
  const { path, file } = one;
  const hash = createHash("sha256");
  let collector: Collector<Points | TopList[]> | undefined;
  for await (const { columns, rows } of tables(hashed(await inputOf(path, session.signal), hash), {
    onWarning: (warning) => session.note(`${path}${say(": ", "：")}${translated(warning)}`),
  })) {
    collector ??= collectorOf(one.query ?? guessed(path, columns), path);
    for await (const row of rows) collector.add(row);
  }
  if (file && hash.digest("hex") !== file.sha256) return { contents: undefined, hasChanged: true };
  return { contents: collector?.finish(), hasChanged: false };
}

/** Nothing replaces an adopted file. */
function leftOut({ path, file }: Export, what: string, advice: string): string {
  const next = file?.adopted ? "" : say(`. ${advice}`, `。${advice}`);
  return say(`Note: ${path} ${what}, so it's left out${next}`, `注意：${path} ${what}，因此不计入${next}`);
}

async function* hashed(input: Blob | AsyncIterable<Uint8Array>, hash: { update(bytes: Uint8Array): unknown }) {
  for await (const chunk of input instanceof Blob ? input.stream() : input) {
    hash.update(chunk);
    yield chunk;
  }
}

function collectorOf(query: ReportQuery, source: string): Collector<Points | TopList[]> {
  return query.action.startsWith("top_") ? collectTopLists(query, { source }) : collectPoints(query, { source });
}

/** The query of a file without a ledger. Whether it is one domain or a sum isn't in the file: it counts as a sum. */
function guessed(path: string, columns: readonly FoundColumn[]): ReportQuery {
  const action = actionOf(path, columns);
  if (!action.startsWith("top_")) return { action, domains: "all" };
  throw new UsageError(
    say(
      `${path} is a top list, and its period isn't in the file: name the folder of its ledger`,
      `${path} 是排行榜，文件中没有它的时间段：请给出其账本所在的文件夹`,
    ),
  );
}

async function inFolder(folder: string): Promise<Export[]> {
  const path = join(folder, LEDGER);
  const records = await readLedger(path).catch((error) => {
    if (error.code !== "NO_LEDGER") throw error;
    throw new UsageError(
      say(
        `${folder} isn't a folder of sync: it has no ledger (${LEDGER}). Name the files in it instead`,
        `${folder} 不是 sync 的文件夹：其中没有账本（${LEDGER}）。请改为写出其中的文件`,
      ),
      { cause: error },
    );
  });
  const known = [...records].filter(([, { query, file }]) => query ?? file);
  return known.map(([id, record]) => exportOf(folder, id, record));
}

function exportOf(folder: string, id: string, { query, file }: WindowRecord): Export {
  if (query === undefined && file)
    throw new UsageError(
      say(
        `the ledger in ${folder} lacks the query of ${id}: run the same sync command again, which adds it`,
        `${folder} 中的账本缺少 ${id} 的查询：请再次运行同一 sync 命令，它会补上`,
      ),
    );
  const path = join(folder, file ? file.path : id);
  return { path, query: query as ReportQuery | undefined, window: { id, folder }, file };
}

/** A file of a folder that has a ledger somewhere above it, or any other file. */
async function oneFile(path: string, ledgers: Map<string, ReadonlyMap<string, WindowRecord>>): Promise<Export> {
  const absolute = await realpath(path);
  for (let folder = dirname(absolute); ; folder = dirname(folder)) {
    if (!ledgers.has(folder)) {
      const records = await readLedger(join(folder, LEDGER)).catch(() => new Map<string, WindowRecord>());
      ledgers.set(folder, records);
    }
    const name = relative(folder, absolute).replaceAll(sep, "/");
    for (const [id, record] of ledgers.get(folder) ?? [])
      if (record.file?.path === name) return { ...exportOf(folder, id, record), path };
    if (dirname(folder) === folder) return { path, query: undefined, window: undefined, file: undefined };
  }
}
