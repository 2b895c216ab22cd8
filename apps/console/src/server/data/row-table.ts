// The rows of one file by number, in constant memory. The file is read once, from its start, whatever its format is.
import { openAsBlob } from "node:fs";
import { COLUMNS, type Table, tables } from "@cdn-export/rows";
import type { Rows } from "../../contract.ts";
import { RequestError } from "../http/failure.ts";
import { createRowStore, type RowStore } from "./row-store.ts";

export interface RowTable {
  /**
   * Waits until the rows are there, or the file has ended.
   *
   * @throws the error of a damaged file, if there are no rows before the damage
   */
  slice(from: number, count: number): Promise<Omit<Rows, "id">>;
  close(): Promise<void>;
}

export async function openRowTable(path: string): Promise<RowTable> {
  const store = await createRowStore();
  const stop = new AbortController();
  let columns: Rows["columns"] = [];
  let end: { error?: unknown } | undefined;
  let waiting: (() => void)[] = [];

  function announce(): void {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  }

  async function read(): Promise<void> {
    for await (const table of tables(await openAsBlob(path), { onWarning: () => {} })) {
      columns = columnsOf(table, columns);
      await copy(table, store, { isStopped: () => stop.signal.aborted, onWrite: announce });
    }
  }

  const reading = read()
    .then(
      () => ({}),
      (error) => ({ error }),
    )
    .then((outcome) => {
      end = outcome;
      announce();
    });

  return {
    async slice(from, count) {
      while (store.known < from + count && end === undefined)
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      if (end?.error !== undefined && from >= store.known) throw end.error;
      const rows = await store.read(from, from + count);
      return { columns, from, rows, known: store.known, isComplete: end !== undefined && end.error === undefined };
    },
    async close() {
      stop.abort();
      await reading;
      await store.close();
    },
  };
}

async function copy(
  { columns, rows }: Table,
  store: RowStore,
  { isStopped, onWrite }: { isStopped: () => boolean; onWrite: () => void },
): Promise<void> {
  const keys = columns.map(({ key }) => key);
  const write = async () => {
    await store.write();
    onWrite();
  };
  try {
    for await (const row of rows) {
      if (isStopped()) return;
      store.add(keys.map((key) => cellOf(row[key])));
      if (store.isFull()) await write();
    }
  } finally {
    // Also the rows before the damage of a file.
    await write();
  }
}

function columnsOf({ columns }: Table, before: Rows["columns"]): Rows["columns"] {
  const found = columns.map(columnOf);
  const names = (all: Rows["columns"]) => all.map(({ key }) => key).join("\n");
  if (before.length === 0 || names(before) === names(found)) return found;
  throw new RequestError(422, "OTHER_COLUMN", {
    en: "The next table of this file has other columns, so its rows aren't shown",
    zh: "文件中的下一个表有不同的列，因此不显示它的行",
  });
}

function columnOf({ key, heading }: Table["columns"][number]): Rows["columns"][number] {
  const known: { kind: Rows["columns"][number]["kind"]; unit?: string } | undefined = Object.hasOwn(COLUMNS, key)
    ? COLUMNS[key as keyof typeof COLUMNS]
    : undefined;
  return { key, heading, kind: known?.kind ?? "text", ...(known?.unit !== undefined && { unit: known.unit }) };
}

function cellOf(cell: unknown): unknown {
  return cell instanceof Date ? cell.getTime() : (cell ?? null);
}
