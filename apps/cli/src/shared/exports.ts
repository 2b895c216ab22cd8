// The exported files that a report is about, with their queries: from the ledger of their folder, or from their columns.

import { realpath, stat } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { CorruptFileError } from "@cdn-export/client";
import { tables } from "@cdn-export/rows";
import { type Collector, collectPoints, type Points, type ReportQuery, type TopList } from "@cdn-export/rows/report";
import { readLedger, type WindowFile, type WindowRecord } from "@cdn-export/sync";
import { type FolderWindow, LEDGER_NAME, openFolder, windowOf } from "@cdn-export/sync/folder";
import { groupBy } from "@cdn-export/sync/internal";
import { split } from "../terminal/advice.ts";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import { translated } from "../terminal/translate.ts";
import { actionOf, type FoundColumn } from "./action-of.ts";
import { inputOf } from "./input-of.ts";
import { noteLeftOut } from "./left-out.ts";
import { readReason } from "./system-error.ts";

/** One export. */
export interface Export {
  /** The path as people typed it, or below the folder that they typed. */
  path: string;
  /** Undefined for a file that isn't in a ledger. */
  query: ReportQuery | undefined;
  /** What the ledger says about the file. Undefined if there is none, or no file yet. */
  file: WindowFile | undefined;
  /** The window in the ledger of a folder, if it has a query. */
  place?: { folder: string; window: FolderWindow } | undefined;
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
 * Reads files: those of a ledger from the store that is next to it, if nothing has changed. One that isn't as the ledger
 * describes it is left out with a note: its points are then missing.
 *
 * @throws CorruptFileError if a file without a ledger isn't an export; ReportError if a row has no place in a report.
 */
export async function readExports(exports: readonly Export[], session: Session): Promise<ExportContents> {
  const contents: ExportContents = { points: [], topLists: [], files: [] };
  const total = exports.filter(({ query, file }) => query === undefined || file !== undefined).length;
  const show = (count: number) =>
    session.progress.show(say(`reading  ${count} of ${total} files`, `读取  ${count}/${total} 个文件`));
  for (const [folder, some] of inFolders(exports)) {
    const opened = await openFolder(folder, { onWarning: (warning) => session.note(translated(warning)) });
    const paths = new Map(some.map((one) => [one.place?.window.id, one]));
    const before = contents.files.length;
    const { points, topLists, read } = await opened.read(
      some.flatMap(({ place }) => place?.window ?? []),
      {
        signal: session.signal,
        onProgress: ({ read }) => show(before + read),
        onLeftOut: (one) => noteLeftOut(folder, one, session),
      },
    );
    await opened.close();
    contents.points.push(...points);
    contents.topLists.push(...topLists);
    for (const window of read) {
      const one = paths.get(window.id);
      if (one) contents.files.push({ ...one, file: window.file });
    }
  }
  for (const one of exports) {
    if (one.query !== undefined) continue;
    show(contents.files.length + 1);
    const points = await readOne(one.path, session).catch((error) => {
      throw withPath(error, one.path);
    });
    if (points === undefined) continue;
    contents.files.push(one);
    contents.points.push(points);
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

function inFolders(exports: readonly Export[]): Map<string, Export[]> {
  const placed = exports.filter(({ place }) => place !== undefined);
  return groupBy(placed, ({ place }) => place?.folder ?? "");
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

/** A file without a ledger. */
async function readOne(path: string, session: Session): Promise<Points | undefined> {
  let collector: Collector<Points> | undefined;
  for await (const { columns, rows } of tables(await inputOf(path, session.signal), {
    onWarning: (warning) => session.note(`${path}${say(": ", "：")}${translated(warning)}`),
  })) {
    collector ??= collectPoints(guessed(path, columns), { source: path });
    for await (const row of rows) collector.add(row);
  }
  return collector?.finish();
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
  const path = join(folder, LEDGER_NAME);
  const records = await readLedger(path).catch((error) => {
    if (error.code !== "NO_LEDGER") throw error;
    throw new UsageError(
      say(
        `${folder} isn't a folder of sync: it has no ledger (${LEDGER_NAME}). Name the files in it instead`,
        `${folder} 不是 sync 的文件夹：其中没有账本（${LEDGER_NAME}）。请改为写出其中的文件`,
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
  const window = windowOf(id, { ...(query && { query }), file });
  return {
    path: file ? join(folder, file.path) : join(folder, id),
    query: query as ReportQuery | undefined,
    file,
    place: window && { folder, window },
  };
}

/** A file of a folder that has a ledger somewhere above it, or any other file. */
async function oneFile(path: string, ledgers: Map<string, ReadonlyMap<string, WindowRecord>>): Promise<Export> {
  const absolute = await realpath(path);
  for (let folder = dirname(absolute); ; folder = dirname(folder)) {
    if (!ledgers.has(folder)) {
      const records = await readLedger(join(folder, LEDGER_NAME)).catch(() => new Map<string, WindowRecord>());
      ledgers.set(folder, records);
    }
    const name = relative(folder, absolute).replaceAll(sep, "/");
    for (const [id, record] of ledgers.get(folder) ?? [])
      if (record.file?.path === name) return { ...exportOf(folder, id, record), path };
    if (dirname(folder) === folder) return { path, query: undefined, file: undefined };
  }
}
