// Which statements may run: those that DuckDB itself classifies as SELECT or EXPLAIN, and that only read the views.
import { type DuckDBConnection, StatementType } from "@duckdb/node-api";
import { QueryError } from "./error.ts";

/** Table functions that neither read files nor change settings. Some others do both in a SELECT, such as `enable_logging`. */
const TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
  "generate_series",
  "json_each",
  "json_tree",
  "range",
  "repeat",
  "repeat_row",
  "unnest",
]);
/** Scalar functions that do more than compute. */
const REFUSED_FUNCTIONS: ReadonlySet<string> = new Set(["write_log", "getenv"]);
/** Space and comments, as DuckDB reads them. */
const SPACE = /(?:\s|--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/)*/y;
const EXPLAIN = /explain\b/iy;
const ANALYZE = /analy[zs]e\b/iy;

/** @returns the statement to run. @throws QueryError if it may not run; the error of DuckDB if it is wrong. */
export async function checkedStatement(connection: DuckDBConnection, sql: string): Promise<string> {
  const { prefix, select } = parts(sql);
  if (select === "") throw notAQuery("There is no statement");
  const { count } = await connection.extractStatements(sql);
  if (count !== 1) throw notAQuery(`There are ${count} statements`);
  await checkFunctions(connection, select);
  // EXPLAIN ANALYZE runs what follows, so that has to be a SELECT on its own.
  if ((await typeOf(connection, select)) !== StatementType.SELECT) throw notAQuery("This isn't a SELECT statement");
  if (prefix === undefined) return select;
  const explained = `${prefix} ${select}`;
  if ((await typeOf(connection, explained)) !== StatementType.EXPLAIN)
    throw notAQuery("This isn't an EXPLAIN statement");
  return explained;
}

function notAQuery(what: string): QueryError {
  return new QueryError("NOT_A_QUERY", `${what}: only a single SELECT or EXPLAIN statement can run`);
}

/** The type of a single statement, as DuckDB classifies it. */
async function typeOf(connection: DuckDBConnection, sql: string): Promise<StatementType> {
  const statements = await connection.extractStatements(sql);
  const prepared = await statements.prepare(0);
  const { statementType, parameterCount } = prepared;
  prepared.destroySync();
  if (statements.count !== 1) throw notAQuery(`There are ${statements.count} statements`);
  if (parameterCount > 0) throw notAQuery("The statement has parameters, and no values for them");
  return statementType;
}

/** The SELECT statement, without the EXPLAIN before it. */
function parts(sql: string): { prefix: string | undefined; select: string } {
  let at = 0;
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(sql);
    if (found) at = pattern.lastIndex;
    return found !== null;
  };
  skip(SPACE);
  if (!skip(EXPLAIN)) return { prefix: undefined, select: sql.slice(at) };
  skip(SPACE);
  const isAnalyze = skip(ANALYZE);
  skip(SPACE);
  return { prefix: isAnalyze ? "EXPLAIN ANALYZE" : "EXPLAIN", select: sql.slice(at) };
}

/** Looks at every function in the syntax tree of DuckDB's own parser. Other statements have no such tree. */
async function checkFunctions(connection: DuckDBConnection, select: string): Promise<void> {
  const reader = await connection.runAndReadAll("SELECT json_serialize_sql($1::VARCHAR)", [select]);
  // A number such as 1e400 isn't JSON in DuckDB's text.
  const text = String(reader.getRows()[0]?.[0]).replace(/:-?(?:Infinity|NaN)(?=[,}\]])/g, ":null");
  const tree = JSON.parse(text) as Tree;
  if (tree.error && tree.error_type !== "not implemented") throw new Error(tree.error_message);
  if (tree.error !== false) throw notAQuery("This isn't a SELECT statement");
  visit(tree, (node) => {
    if (node.type === "TABLE_FUNCTION") {
      const { function_name: name } = node.function as { function_name?: unknown };
      if (!TABLE_FUNCTIONS.has(String(name).toLowerCase())) throw refused(String(name));
    }
    if (typeof node.function_name === "string" && REFUSED_FUNCTIONS.has(node.function_name.toLowerCase()))
      throw refused(node.function_name);
  });
}

interface Tree {
  error: boolean;
  error_type?: string;
  error_message?: string;
}

function refused(name: string): QueryError {
  return new QueryError("NOT_A_QUERY", `The function ${name} can't be used: queries read only the views of the folder`);
}

function visit(tree: unknown, use: (node: Record<string, unknown>) => void): void {
  const waiting: unknown[] = [tree];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if (!Array.isArray(node)) use(node as Record<string, unknown>);
    waiting.push(...Object.values(node));
  }
}
