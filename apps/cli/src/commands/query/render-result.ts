// A result for people.
import type { QueryResult, QueryValue } from "@cdn-export/sync/folder";
import { momentText } from "../../shared/format.ts";
import { GMT8 } from "../../shared/zone.ts";
import { say } from "../../terminal/language.ts";
import { table } from "../../terminal/table.ts";
import { jsonText } from "./objects.ts";

const ROWS_DRAWN = 1000;
const NUMBER = /^(U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)|FLOAT|DOUBLE|DECIMAL.*)$/;
const TIME = "TIMESTAMP WITH TIME ZONE";

/** Plans of EXPLAIN have lines and frames of their own. */
const PLAN = "explain_value";

export async function* renderResult({ columns, rows }: QueryResult, width: number | undefined): AsyncGenerator<string> {
  const plan = columns.findIndex(({ name }) => name === PLAN);
  const lines: string[][] = [];
  let more = 0;
  for await (const row of rows) {
    if (plan >= 0) yield `${String(row[plan])}\n`;
    else if (lines.length < ROWS_DRAWN) lines.push(row.map(textOf));
    else more++;
  }
  if (plan >= 0) return;
  const drawn = columns.map(({ name, type }) => ({
    heading: type === TIME ? `${name} (${GMT8.label})` : name,
    whole: NUMBER.test(type) || type.startsWith("TIMESTAMP") || type === "DATE",
    right: NUMBER.test(type),
  }));
  yield `${table(drawn, lines, width)}\n`;
  if (lines.length === 0) yield `${say("(no rows)", "(没有数据)")}\n`;
  if (more > 0)
    yield `${say(`(${more} more rows: --format csv shows them)`, `(还有 ${more} 行：--format csv 显示全部)`)}\n`;
}

function textOf(value: QueryValue): string {
  if (value === null) return "";
  if (value instanceof Date) return momentText(value.getTime(), GMT8);
  return typeof value === "object" ? jsonText(value) : String(value);
}
