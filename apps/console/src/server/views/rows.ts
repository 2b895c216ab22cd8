import type { Rows, RowsQuery } from "../../contract.ts";
import type { RowTables } from "../data/row-tables.ts";
import { notFound } from "../http/failure.ts";
import type { ViewContext } from "./context.ts";
import { wholeNumber } from "./query.ts";

const MAX_ROWS = 1000;

export async function rowsOf(
  params: URLSearchParams,
  folder: string,
  tables: RowTables,
  { data }: ViewContext,
): Promise<Rows> {
  const id = params.get("id") ?? "";
  const file = data.records().get(id)?.file;
  if (file === undefined)
    throw notFound(
      { en: "The ledger has no file of this window", zh: "账本中没有这个时间段的文件" },
      { en: "Export it in Completeness", zh: "请在“完整性”中导出" },
    );
  const from = wholeNumber(params, "from", Number.MAX_SAFE_INTEGER) ?? 0;
  const count = wholeNumber(params, "count" satisfies keyof RowsQuery, MAX_ROWS) ?? 100;
  const table = await tables.open(folder, file);
  return { id, ...(await table.slice(from, count)) };
}
