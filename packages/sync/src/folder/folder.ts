// A folder of `sync` for programs that read it: what is there, its rows, and the data for reports.
import type { Action } from "@cdn-export/api";
import type { Row } from "@cdn-export/rows";
import { type MergeOptions, mergePoints, type Points, type TopList } from "@cdn-export/rows/report";
import { Queries } from "../query/run.ts";
import type { WindowRecord } from "../record.ts";
import { ahead } from "./ahead.ts";
import { isTopLists } from "./contents.ts";
import { fileTables } from "./file-rows.ts";
import type { FolderQueryResult, QueryOptions, ReadOptions } from "./options.ts";
import { queryFolder } from "./query-folder.ts";
import { FolderReader, type Found } from "./reader.ts";
import { type StatedWindow, type WindowStatesOptions, windowStates } from "./window-states.ts";
import { boundsOf, chosenWindows, type FolderWindow, isWhole, type LeftOut, type WindowChoice } from "./windows.ts";

/** An action whose figures can be added up over time. */
export type PointAction = Points["action"];
/** An action that lists the largest URLs, paths, user agents, referers or client IPs. */
export type TopAction = Extract<Action, `top_${string}`>;

/** Options of `openFolder`. */
export interface FolderOptions {
  /** Receives what is doubtful about a file, such as invalid text. @default prints the message with `console.warn` */
  onWarning?: (message: string) => void;
}

/** What was read of a folder. */
export interface FolderContents {
  /** The chosen windows. Some may have no file yet. */
  windows: readonly FolderWindow[];
  /** The windows whose files were read. */
  read: readonly FolderWindow[];
  /** The windows whose files are missing, or aren't the ones that were saved. */
  leftOut: readonly LeftOut[];
}

/** The points of a folder. */
export interface FolderPoints extends FolderContents {
  /**
   * The points of all files, each once, for `summary`, `breakdown`, `timeSeries`, `percentile95`, `gaps`, `growth` and `bill` of
   * `@cdn-export/rows/report`. Undefined if no file was read.
   */
  points: Points | undefined;
}

/** The top lists of a folder. */
export interface FolderTopLists extends FolderContents {
  /** The lists: one for each file, or one for each domain of a file. `sumTopLists` of `@cdn-export/rows/report` adds them. */
  topLists: readonly TopList[];
}

/** What was read of windows of any action. */
export interface WindowContents extends FolderContents {
  /** The points of each file of basic data or carrier data. `mergePoints` of `@cdn-export/rows/report` adds them. */
  points: readonly Points[];
  /** The top lists of all files. */
  topLists: readonly TopList[];
}

/** A folder of `sync`, opened for reading. */
export interface ExportFolder {
  /** The path of the folder. */
  readonly path: string;
  /**
   * Reads the ledger as it is now: the record of each window, by its ID.
   *
   * @throws StoreError if the ledger is damaged.
   */
  records(): Promise<ReadonlyMap<string, WindowRecord>>;
  /**
   * The rows of an action, file by file, in order of the windows. Rows with a time outside of the period are left out. Top lists
   * have no times: only windows within the period are read.
   *
   * @throws CorruptFileError if a file is damaged in itself. One that was changed after it was saved is left out.
   */
  rows<A extends Action>(action: A, options?: ReadOptions): AsyncGenerator<Row<A>, void, undefined>;
  /**
   * The points of basic data or carrier data in windows that overlap the period. Exports of a part of the traffic, such as one
   * country, are read only if there are none of all traffic.
   *
   * @example
   * const { points } = await folder.points("reports_detail", { from: "2026-11-01", to: "2026-12-01" });
   * if (points) console.log(summary(points, { from: "2026-11-01", to: "2026-12-01" }).totals.traffic.value);
   *
   * @throws ReportError if data would count twice, or a row has no place in a report; CorruptFileError if a file is damaged in itself.
   */
  points(action: PointAction, options?: ReadOptions & MergeOptions): Promise<FolderPoints>;
  /**
   * The top lists of windows within the period.
   *
   * @throws ReportError if a row has no place in a report; CorruptFileError if a file is damaged in itself.
   */
  topLists(action: TopAction, options?: ReadOptions): Promise<FolderTopLists>;
  /**
   * Reads windows of any action, such as those that `records` has. Windows without a file aren't read.
   *
   * @throws ReportError if a row has no place in a report; CorruptFileError if a file is damaged in itself.
   */
  read(windows: readonly FolderWindow[], options?: Omit<ReadOptions, keyof WindowChoice>): Promise<WindowContents>;
  /**
   * The windows that the folder should have, and the state of each, as `windowStates` has them. Files that were compared with the
   * ledger before aren't read again while they can't have changed.
   */
  states(options: Omit<WindowStatesOptions, "damageOf">): Promise<StatedWindow[]>;
  /**
   * Runs one SELECT or EXPLAIN statement of DuckDB's SQL. Needs the package `@duckdb/node-api`.
   *
   * There is a view for each action, such as `reports_detail`, with the columns of `rows` and `windowId`; and a table `windows`.
   * Times are shown and cut in GMT+8. The statement reads nothing else: no files, no network, no settings.
   *
   * @example
   * const { rows } = await folder.query("select domain, sum(traffic) from reports_detail group by all");
   * for await (const [domain, traffic] of rows) console.log(domain, traffic);
   *
   * @throws QueryError if the statement may not run, is wrong, or reaches a limit; CorruptFileError if a file is damaged in itself.
   */
  query(sql: string, options?: QueryOptions): Promise<FolderQueryResult>;
  /** Releases what the folder holds. Don't use it afterwards. */
  close(): Promise<void>;
}

/**
 * Opens a folder of `sync` for reading. Any number of programs can do so, also while `sync` writes. Nothing that `sync` saved is
 * changed.
 *
 * @param path - the folder with the ledger `.cdn-export.ledger`.
 *
 * @example
 * const folder = await openFolder("exports");
 * for await (const { url, requests } of folder.rows("top_url_detail")) console.log(url, requests);
 * await folder.close();
 *
 * @throws StoreError if the folder has no ledger (`NO_LEDGER`), or the ledger is damaged.
 */
export async function openFolder(path: string, options: FolderOptions = {}): Promise<ExportFolder> {
  if (typeof path !== "string" || path === "") throw new TypeError("openFolder needs the path of a folder");
  const { onWarning = (message) => console.warn(message) } = options;
  const reader = new FolderReader(path, onWarning);
  const queries = new Queries();
  const warnOf = (file: string) => (warning: string) => onWarning(`${file}: ${warning}`);
  await reader.records();

  /** Yields what `use` finds in each file that is as it was saved. Returns the other windows. */
  async function* eachFile<T>(
    windows: readonly FolderWindow[],
    { onProgress, onLeftOut, signal }: ReadOptions,
    use: (window: FolderWindow, signal?: AbortSignal) => Promise<Found<T>>,
  ): AsyncGenerator<{ window: FolderWindow } & T, LeftOut[]> {
    const leftOut: LeftOut[] = [];
    const saved = windows.filter(({ file }) => file !== undefined);
    const total = saved.length;
    let read = 0;
    onProgress?.({ read, total });
    try {
      for await (const found of ahead(saved, (window) => use(window, signal))) {
        signal?.throwIfAborted();
        if (found.reason === undefined) yield found;
        else {
          const one = { window: found.window, reason: found.reason };
          leftOut.push(one);
          onLeftOut?.(one);
        }
        onProgress?.({ read: ++read, total });
      }
    } finally {
      await reader.finish();
    }
    return leftOut;
  }

  async function read(windows: readonly FolderWindow[], options: ReadOptions): Promise<WindowContents> {
    const points: Points[] = [];
    const topLists: TopList[] = [];
    const read: FolderWindow[] = [];
    const files = eachFile(windows, options, (window, signal) => reader.contents(window, signal));
    for (;;) {
      const { done, value } = await files.next();
      if (done) return { windows, read, leftOut: value, points, topLists };
      read.push(value.window);
      if (isTopLists(value.contents)) topLists.push(...value.contents);
      else points.push(value.contents);
    }
  }

  return {
    path,
    records: () => reader.records(),
    async *rows<A extends Action>(action: A, options: ReadOptions = {}) {
      const { from, to } = boundsOf(options);
      const windows = chosenWindows(await reader.records(), action, options);
      for await (const { file } of eachFile(windows, options, (window, signal) => reader.file(window, signal)))
        for await (const { rows } of fileTables(file, { onWarning: warnOf(file), signal: options.signal }))
          for await (const row of rows) {
            const time = row.time ?? row.startTime;
            const isWithin = !(time instanceof Date) || (time.getTime() >= from && time.getTime() < to);
            if (isWithin || action.startsWith("top_")) yield row as Row<A>;
          }
    },
    async points(action, { onConflict = "refuse", ...options } = {}) {
      const all = chosenWindows(await reader.records(), action, options);
      const whole = all.filter(isWhole);
      const { points, topLists: _, ...found } = await read(whole.length > 0 ? whole : all, options);
      return { points: points.length > 0 ? mergePoints(points, { onConflict }) : undefined, ...found };
    },
    async topLists(action, options = {}) {
      const { points: _, ...found } = await read(chosenWindows(await reader.records(), action, options), options);
      return found;
    },
    read: (windows, options = {}) => read(windows, options),
    async states(options) {
      const checks = await reader.store.checks();
      try {
        return await windowStates(path, await reader.records(), {
          ...options,
          damageOf: (file, saved) => checks.damageOf(file, saved),
        });
      } finally {
        await reader.finish();
      }
    },
    query: (sql, options = {}) => queryFolder(reader, queries, onWarning, sql, options),
    close: async () => queries.close(),
  };
}
