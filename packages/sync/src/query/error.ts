import { CdnExportError } from "@cdn-export/api/base-error";

/**
 * A query that can't be run, or was ended. `code` is one of:
 *
 * - `NO_DUCKDB`: the package `@duckdb/node-api` isn't installed
 * - `NOT_A_QUERY`: the text isn't a single SELECT or EXPLAIN statement, or calls a function that doesn't only read the views
 * - `BAD_SQL`: DuckDB rejects it; the message is DuckDB's
 * - `TOO_MANY_ROWS`, `TOO_SLOW`, `TOO_MUCH_MEMORY`: it reached a limit
 */
export class QueryError extends CdnExportError {
  override readonly name = "QueryError";
}

/** The codes of `QueryError`. */
export type QueryErrorCode = "NO_DUCKDB" | "NOT_A_QUERY" | "BAD_SQL" | "TOO_MANY_ROWS" | "TOO_SLOW" | "TOO_MUCH_MEMORY";
