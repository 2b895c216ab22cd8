// A database in memory that has the views of a folder, and can do nothing else.
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import type { RunMessage } from "./messages.ts";

/** Switched off before anything else. */
const CONFIG = {
  autoinstall_known_extensions: "false",
  autoload_known_extensions: "false",
  allow_community_extensions: "false",
  allow_unsigned_extensions: "false",
  allow_persistent_secrets: "false",
  // Nothing is written: a query that needs more memory ends.
  temp_directory: "",
};

/** The columns of the view `windows`, with the types that their JSON has. */
const WINDOWS: Readonly<Record<string, string>> = {
  windowId: "VARCHAR",
  action: "VARCHAR",
  domains: "VARCHAR[]",
  windowFrom: "BIGINT",
  windowTo: "BIGINT",
  serviceArea: "VARCHAR",
  file: "VARCHAR",
  bytes: "BIGINT",
  createdAt: "BIGINT",
  provisional: "BOOLEAN",
  restated: "BOOLEAN",
  error: "VARCHAR",
};
const TIMES: readonly string[] = ["windowFrom", "windowTo", "createdAt"];

export interface Database {
  connection: DuckDBConnection;
  close(): void;
}

/** Opens a database for one query: what a query does to its settings ends with it. */
export async function openDatabase({ views, windows, limits }: Omit<RunMessage, "sql">): Promise<Database> {
  const { memoryBytes, threads } = limits;
  const instance = await DuckDBInstance.create(":memory:", {
    ...CONFIG,
    memory_limit: `${Math.ceil(memoryBytes / 1e6)}MB`,
    threads: String(threads),
  });
  const connection = await instance.connect();
  const run = (sql: string) => connection.run(sql);
  // Days are GMT+8 days.
  await run("SET TimeZone = 'Etc/GMT-8'");
  for (const view of views)
    await run(
      `CREATE VIEW ${name(view.name)} AS SELECT * FROM read_parquet([${view.files.map(text)}], union_by_name = true)`,
    );
  const shape = `[{${Object.entries(WINDOWS).map(([key, type]) => `"${key}": "${type}"`)}}]`;
  const columns = TIMES.map((key) => `make_timestamptz(1000 * ${key}) AS ${key}`);
  await connection.run(
    `CREATE TABLE windows AS SELECT * REPLACE (${columns}) FROM (SELECT unnest(from_json($1::VARCHAR, '${shape}'), recursive := true))`,
    [windows],
  );
  await run(`SET allowed_paths = [${views.flatMap(({ files }) => files).map(text)}]`);
  await run("SET enable_external_access = false");
  await run("SET lock_configuration = true");
  const close = () => {
    connection.closeSync();
    instance.closeSync();
  };
  return { connection, close };
}

function name(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
