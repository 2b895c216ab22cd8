// `query --to`: the result as a file.
import { extname, resolve } from "node:path";
import { toNdjson } from "@cdn-export/rows";
import { type ParquetColumn, toParquet } from "@cdn-export/rows/parquet";
import type { QueryColumn, QueryResult, QueryValue } from "@cdn-export/sync/folder";
import { checkTarget, displayPath } from "../../shared/output-file.ts";
import { saveParts } from "../../shared/save-parts.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { csvOf, jsonText, namesOf, objects } from "./objects.ts";

const FLAG = "--to";

export interface ResultFile {
  path: string;
  force: boolean;
  partsOf: (result: QueryResult, session: Session) => AsyncIterable<Uint8Array | string>;
}

const FORMATS: Readonly<Record<string, ResultFile["partsOf"]>> = {
  ".csv": csvOf,
  ".ndjson": (result) => toNdjson(objects(result)),
  ".parquet": parquetOf,
};

/** @throws UsageError if the file can't be written there, or its name has no format. */
export async function checkResultFile(given: string, force: boolean, session: Session): Promise<ResultFile> {
  const partsOf = FORMATS[extname(given).toLowerCase()];
  if (partsOf === undefined)
    throw new UsageError(
      say(
        `--to: ${given} must end in .csv, .ndjson or .parquet, which says the format`,
        `--to：${given} 必须以 .csv、.ndjson 或 .parquet 结尾，以决定格式`,
      ),
    );
  const path = resolve(given);
  await checkTarget(path, { flag: FLAG, force, env: session.env });
  return { path, force, partsOf };
}

export async function writeResult(
  { path, force, partsOf }: ResultFile,
  result: QueryResult,
  session: Session,
): Promise<void> {
  let count = 0;
  async function* counted() {
    for await (const row of result.rows) {
      count++;
      yield row;
    }
  }
  const parts = partsOf({ ...result, rows: counted() }, session);
  const saved = await saveParts(path, parts, { flag: FLAG, force, session });
  session.result({ ...saved, rows: count }, displayPath(path));
}

const WHOLE = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/;

function parquetOf({ columns, rows }: QueryResult, session: Session): AsyncIterable<Uint8Array> {
  const names = namesOf(columns);
  async function* cells() {
    for await (const row of rows) yield Object.fromEntries(names.map((name, i) => [name, parquetCell(row[i] ?? null)]));
  }
  return toParquet(cells(), {
    columns: columns.map((column, i) => parquetColumn(names[i] as string, column)),
    onWarning: session.note,
  });
}

function parquetColumn(key: string, { type }: QueryColumn): ParquetColumn {
  if (WHOLE.test(type)) return { key, kind: "number", unit: "count" };
  if (type === "DOUBLE" || type === "FLOAT") return { key, kind: "number" };
  return { key, kind: type === "TIMESTAMP WITH TIME ZONE" ? "time" : "text" };
}

function parquetCell(value: QueryValue): unknown {
  return typeof value !== "object" || value === null || value instanceof Date ? value : jsonText(value);
}
