// The files whose rows are looked at.
import { stat } from "node:fs/promises";
import type { WindowFile } from "@cdn-export/sync";
import { damageOf } from "@cdn-export/sync/folder";
import { RequestError } from "../http/failure.ts";
import { pathInside } from "./inside.ts";
import { openRowTable, type RowTable } from "./row-table.ts";

export interface RowTables {
  /** @throws RequestError if the file isn't the one in the ledger */
  open(folder: string, file: WindowFile): Promise<RowTable>;
  close(): Promise<void>;
}

/** Each one takes a temporary file. */
const MAX_OPEN = 4;

export function createRowTables(): RowTables {
  const tables = new Map<string, Promise<RowTable>>();
  return {
    async open(folder, file) {
      const path = await pathInside(folder, file.path);
      const { ctimeMs } = await stat(path);
      const key = `${path} ${file.sha256} ${ctimeMs}`;
      const known = tables.get(key);
      tables.delete(key);
      const table = known ?? checked(path, file);
      tables.set(key, table);
      table.catch(() => tables.delete(key));
      for (const [old, one] of [...tables].slice(0, -MAX_OPEN)) {
        tables.delete(old);
        one.then((opened) => opened.close()).catch(() => {});
      }
      return table;
    },
    async close() {
      const open = await Promise.allSettled(tables.values());
      await Promise.all(open.map((one) => (one.status === "fulfilled" ? one.value.close() : undefined)));
    },
  };
}

async function checked(path: string, file: WindowFile): Promise<RowTable> {
  if ((await damageOf(path, file)) === undefined) return openRowTable(path);
  throw new RequestError(
    409,
    "FILE_CHANGED",
    { en: `${file.path} has changed since it was saved`, zh: `${file.path} 在保存之后被改动过` },
    {
      en: "Export its window again in Completeness, which replaces the file",
      zh: "请在“完整性”中重新导出，新文件会替换它",
    },
  );
}
