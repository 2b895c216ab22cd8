// duckdb.ts SQL: runs statements in the current folder, and prints the rows of the last one as JSON.
import { DuckDBInstance } from "@duckdb/node-api";

const [sql = ""] = process.argv.slice(2);
const instance = await DuckDBInstance.create();
const connection = await instance.connect();
const result = await connection.runAndReadAll(sql);
console.log(JSON.stringify(result.getRowObjectsJson()));
