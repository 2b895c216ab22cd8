// `rows --to`: a Parquet file of the rows. It says where they come from, if the exported file is in a ledger.
import { resolve } from "node:path";
import type { Row, Table } from "@cdn-export/rows";
import { type ParquetOptions, toParquet } from "@cdn-export/rows/parquet";
import { findExports } from "../../shared/exports.ts";
import { STDIN } from "../../shared/input.ts";
import { checkTarget, displayPath } from "../../shared/output-file.ts";
import { saveParts } from "../../shared/save-parts.ts";
import { hashOf } from "../../shared/written-files.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import type { RowsView } from "./columns.ts";
import { asOne } from "./one-table.ts";

const FLAG = "--to";

/** @throws UsageError if the file can't be written there. */
export async function checkParquetFile(given: string, force: boolean, session: Session): Promise<string> {
  if (!/.\.parquet$/i.test(given))
    throw new UsageError(
      say(
        `--to: ${given} doesn't end in .parquet; csv and NDJSON go to stdout: > rows.csv`,
        `--to：${given} 不以 .parquet 结尾；csv 和 NDJSON 写到标准输出：> rows.csv`,
      ),
    );
  const path = resolve(given);
  await checkTarget(path, { flag: FLAG, force, env: session.env });
  return path;
}

export async function writeParquetFile(
  path: string,
  file: string,
  selected: AsyncGenerator<Table>,
  view: RowsView,
  { force, session }: { force: boolean; session: Session },
): Promise<void> {
  const { columns, rows } = await asOne(selected, view, (row) => row);
  const wanted = view.columns && new Set(columns.flatMap(({ key, heading }) => [key, heading]));
  let count = 0;
  async function* counted() {
    for await (const row of rows) {
      count++;
      yield wanted ? onlyOf(row, wanted) : row;
    }
  }
  const options: ParquetOptions = { columns, ...(await sourceOf(file)), onWarning: session.note };
  const saved = await saveParts(path, toParquet(counted(), options), { flag: FLAG, force, session });
  session.result({ ...saved, rows: count }, displayPath(path));
}

/** The cells of these keys. A cell that its column can't hold is under the heading, with a number if the heading is taken. */
function onlyOf(row: Row, wanted: ReadonlySet<string>): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([key]) => wanted.has(key) || wanted.has(key.replace(/ \(\d+\)$/, ""))),
  );
}

/** What the ledger says about the file, if it's the one that was saved. */
async function sourceOf(file: string): Promise<Pick<ParquetOptions, "query" | "task">> {
  if (file === STDIN) return {};
  const [found] = await findExports([file]);
  if (!found?.query || !found.file || found.file.sha256 !== (await hashOf(file))) return {};
  const { taskId: id, createdAt, requestIds, sha256 } = found.file;
  return { query: found.query, task: { id, createdAt, requestIds, sha256 } };
}
