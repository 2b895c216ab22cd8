// The rows of an action as Parquet in the derived store: one part for each month, and for each day of the latest month. A part is
// written again if a file of it has changed.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Action } from "@cdn-export/api";
import { CorruptFileError } from "@cdn-export/api/base-error";
import { GMT8_MS } from "@cdn-export/client/internal";
import { type ParquetColumn, toParquet } from "@cdn-export/rows/parquet";
import type { ParquetWriter } from "../query/parquet-writer.ts";
import type { WindowFile } from "../record.ts";
import { ahead } from "./ahead.ts";
import { type SavedAs, savedAs } from "./checked-file.ts";
import { fileTables } from "./file-rows.ts";
import { KNOWN_COLUMNS } from "./known-columns.ts";
import { type OneTable, withDomain } from "./one-table.ts";
import type { FolderReader } from "./reader.ts";
import type { FolderWindow, LeftOut } from "./windows.ts";

/** Part of the names of parts: another release may write other columns. */
const VERSION = 1;
/** The column that says which window a row is from. */
const WINDOW_COLUMN: ParquetColumn = { key: "windowId", kind: "text" };

export interface PartOptions {
  onWarning: (message: string) => void;
  /** Called for each file, after it was read or found in the store. */
  onFile?: (() => void) | undefined;
  onLeftOut?: ((leftOut: LeftOut) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Opens what writes the rows. */
  writer: () => Promise<ParquetWriter>;
}

/** One Parquet file of the store. */
interface Part extends SavedAs {
  name: string;
}

type Values = Record<string, unknown>;

interface Member {
  window: FolderWindow;
  file: string;
}

/** The paths of Parquet files with all rows of an action. The first one has the known columns, and no rows. */
export async function parquetParts(
  reader: FolderReader,
  action: Action,
  windows: readonly FolderWindow[],
  options: PartOptions,
): Promise<string[]> {
  const needed = new Set<string>();
  let hasWritten = false;
  for (const group of [[], ...groupsOf(await membersOf(reader, windows, options))]) {
    options.signal?.throwIfAborted();
    const list = `${action}-${keyOf(action, group)}.json`;
    let parts = await knownParts(reader, list);
    if (parts) for (const _ of group) options.onFile?.();
    else {
      parts = await writtenParts(reader, action, group, options);
      await reader.store.write(reader.store.entry("parquet", list), JSON.stringify(parts));
      hasWritten = true;
    }
    for (const { name } of parts) needed.add(name);
  }
  if (hasWritten) await reader.store.clean("parquet", (name) => needed.has(name) || isOfOther(name, action));
  return [...needed].map((name) => reader.store.entry("parquet", name));
}

/** The windows whose files are as they were saved. */
async function membersOf(
  reader: FolderReader,
  windows: readonly FolderWindow[],
  { onFile, onLeftOut, signal }: PartOptions,
): Promise<Member[]> {
  const members: Member[] = [];
  const saved = windows.filter(({ file }) => file !== undefined);
  for await (const { window, file, reason } of ahead(saved, (window) => reader.file(window, signal))) {
    if (reason === undefined) members.push({ window, file });
    else {
      onLeftOut?.({ window, reason });
      onFile?.();
    }
  }
  return members;
}

/** By month; the latest month by day, because it changes every day. */
function groupsOf(members: readonly Member[]): Member[][] {
  const dayOf = ({ window }: Member) => new Date(window.from + GMT8_MS).toISOString().slice(0, 10);
  const latest = members.map(dayOf).sort().at(-1)?.slice(0, 7);
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const day = dayOf(member);
    const month = day.slice(0, 7);
    const label = month === latest ? day : month;
    const group = groups.get(label);
    if (group) group.push(member);
    else groups.set(label, [member]);
  }
  return [...groups.values()];
}

/** Other files, windows or columns have another key. */
function keyOf(action: Action, group: readonly Member[]): string {
  const files = group.map(({ window }) => [window.id, window.query.domains, (window.file as WindowFile).sha256]);
  return createHash("sha256")
    .update(JSON.stringify([VERSION, action, KNOWN_COLUMNS[action], files]))
    .digest("hex");
}

/** The parts of a group, if all of them are there and undamaged. */
async function knownParts({ store }: FolderReader, list: string): Promise<readonly Part[] | undefined> {
  try {
    const parts = JSON.parse(await readFile(store.entry("parquet", list), "utf8")) as readonly Part[];
    const checks = await store.checks();
    for (const part of parts) if (await checks.damageOf(store.entry("parquet", part.name), part)) return undefined;
    return parts;
  } catch {
    return undefined;
  }
}

/** Reads the files of a group, and writes parts for each set of columns. An empty group has a part with the known columns. */
async function writtenParts(
  { store }: FolderReader,
  action: Action,
  group: readonly Member[],
  options: PartOptions,
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  const place = async (write: (path: string) => Promise<void>) => {
    await store.place(dirname(store.entry("parquet", "any")), async (temporary) => {
      await write(temporary);
      const saved = await savedAs(temporary);
      const name = `${action}-${saved.sha256}.parquet`;
      parts.push({ name, ...saved });
      return store.entry("parquet", name);
    });
  };
  const withWindow = (columns: readonly ParquetColumn[]) => [WINDOW_COLUMN, ...columns];
  if (group.length === 0) {
    const columns = withWindow(KNOWN_COLUMNS[action].map((key) => ({ key })));
    await place((path) => writeFile(path, toParquet([], { columns })));
    return parts;
  }
  const writer = await options.writer();
  const tables = tablesOf(group, options);
  for (let first: IteratorResult<OneTable> = await tables.next(); !first.done; ) {
    const { columns } = first.value;
    const shape = shapeOf(columns);
    let following: IteratorResult<OneTable> = first;
    async function* rows() {
      while (!following.done && shapeOf(following.value.columns) === shape) {
        yield* following.value.rows;
        following = await tables.next();
      }
    }
    await writer.write(withWindow(columns), rows(), place);
    first = following;
  }
  const checks = await store.checks();
  for (const { window, file } of group)
    if (await checks.damageOf(file, window.file as WindowFile, options.signal))
      throw new CorruptFileError("FILE_CHANGED", `${file} was replaced while it was read`, {
        advice: "Run the query again",
      });
  return parts;
}

/** The tables of all files, with the window of each row. */
async function* tablesOf(
  group: readonly Member[],
  { onWarning, onFile, signal }: PartOptions,
): AsyncGenerator<OneTable> {
  for (const { window, file } of group) {
    const options = { onWarning: (warning: string) => onWarning(`${file}: ${warning}`), signal };
    for await (const table of fileTables(file, options)) {
      const { columns, rows } = withDomain(table, window.query);
      yield { columns, rows: withWindow(rows, window.id) };
    }
    onFile?.();
  }
}

async function* withWindow(rows: AsyncIterable<Values>, windowId: string): AsyncGenerator<Values> {
  for await (const row of rows) {
    row[WINDOW_COLUMN.key] = windowId;
    yield row;
  }
}

function shapeOf(columns: readonly ParquetColumn[]): string {
  return JSON.stringify(columns.map(({ key, kind, unit }) => [key, kind, unit]));
}

function isOfOther(name: string, action: Action): boolean {
  return /^\w+-[0-9a-f]{64}\./.test(name) && !name.startsWith(`${action}-`);
}
