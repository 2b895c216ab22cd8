// Connections to Postgres: verified TLS, readable errors, and a check that nothing shares connections between transactions.
import type pg from "pg";
import { Client, Pool } from "pg";
import { FleetError } from "./fleet-error.ts";
import type { PostgresOptions } from "./postgres-options.ts";

/** What runs SQL: a pool, a connection or a transaction. */
export interface Queryable {
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<pg.QueryResult<Row>>;
}

export interface Database {
  pool: pg.Pool;
  /** The quoted schema of the fleet's tables. */
  schema: string;
  /** The schema of pg-boss. */
  bossSchema: string;
  config: pg.ClientConfig;
  /** Opens a connection of its own. @throws FleetError */
  connect(): Promise<pg.Client>;
  /** Runs work in a transaction on one connection of the pool. */
  transaction<T>(work: (db: Queryable) => Promise<T>): Promise<T>;
}

const CONNECT_MS = 10_000;
const LOCAL = /^(localhost|127(\.\d+){3}|\[?::1\]?|)$/;
/** pg-boss adds its own ending, and Postgres cuts names at 63 bytes. */
const SCHEMA = /^[a-z_][a-z0-9_]{0,40}$/;

/** Opens nothing yet. @throws FleetError `FLEET_OPTIONS` */
export function database({ url, password, ca, schema = "cdn_export" }: PostgresOptions): Database {
  if (!SCHEMA.test(schema))
    throw new FleetError(
      "FLEET_OPTIONS",
      `postgres.schema must be a plain lower-case name, not ${JSON.stringify(schema)}`,
    );
  const config = { ...configOf(url, ca), ...(password !== undefined && { password }) };
  const pool = new Pool({ ...config, max: 10 });
  // A broken idle connection is replaced with the next query, which reports the error if there still is one.
  pool.on("error", () => {});
  return {
    pool,
    schema,
    bossSchema: `${schema}_jobs`,
    config,
    async connect() {
      const client = new Client({ ...config, keepAlive: true });
      client.on("error", () => {});
      await client.connect().catch((error) => {
        throw readable(error, config);
      });
      return client;
    },
    async transaction(work) {
      const client = await pool.connect().catch((error) => {
        throw readable(error, config);
      });
      try {
        await client.query("begin");
        const result = await work(client);
        await client.query("commit");
        client.release();
        return result;
      } catch (error) {
        // The connection may be what failed: it isn't used again.
        client.release(true);
        throw error;
      }
    },
  };
}

function configOf(url: string, ca: string | undefined): pg.ClientConfig {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol))
    throw new FleetError("FLEET_OPTIONS", "postgres.url must look like postgres://USER@HOST:PORT/DATABASE");
  const { hostname, port, username, password, pathname, searchParams } = parsed;
  const host = decodeURIComponent(searchParams.get("host") ?? hostname);
  const isPlain =
    searchParams.get("sslmode") === "disable" || (LOCAL.test(host) && ca === undefined) || host.startsWith("/");
  return {
    ...(host && { host }),
    ...(port && { port: Number(port) }),
    ...(username && { user: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(pathname.length > 1 && { database: decodeURIComponent(pathname.slice(1)) }),
    ssl: isPlain ? false : { rejectUnauthorized: true, ...(ca !== undefined && { ca }) },
    connectionTimeoutMillis: CONNECT_MS,
    application_name: "cdn-export fleet",
  };
}

/**
 * Checks that a connection keeps its session between transactions. A pooler in transaction mode gives an idle client's session
 * to the next transaction, and the lock with it.
 *
 * @throws FleetError `POSTGRES_POOLED`, or the error of the connection.
 */
export async function checkSessions(db: Database): Promise<void> {
  const [first, second] = [await db.connect(), await db.connect()];
  try {
    const pidOf = async (client: pg.Client) => (await client.query("select pg_backend_pid() as pid")).rows[0]?.pid;
    for (let round = 0; round < 3; round++) {
      const before = await pidOf(first);
      await second.query("begin");
      const [other, after] = [await pidOf(second), await pidOf(first)];
      await second.query("commit");
      if (before === other || before !== after)
        throw new FleetError(
          "POSTGRES_POOLED",
          "A pooler such as pgbouncer in transaction mode is in front of Postgres, and locks don't hold there",
          {
            advice: "Set postgres.url to Postgres itself, or to a pool in session mode",
          },
        );
    }
  } finally {
    await Promise.all([first.end(), second.end()].map((ended) => ended.catch(() => {})));
  }
}

/** An error of a connection as one line that says what to do. Other errors are returned unchanged. */
export function readable(
  error: unknown,
  { host = "localhost", port = 5432, user = "", database = "" }: pg.ClientConfig,
): unknown {
  const { code = "", message = "" } = Object(error) as { code?: string; message?: string };
  const where = `${host}:${port}`;
  const refused = (text: string) => new FleetError("POSTGRES_REFUSED", text, { cause: error });
  if (/^(28P01|28000)$/.test(code))
    return refused(
      `Postgres at ${where} refuses the user ${JSON.stringify(user)}: the password or the access rules (pg_hba.conf) are wrong`,
    );
  if (/password must be a string/i.test(message))
    return refused(`Postgres at ${where} asks for a password: set PGPASSWORD or postgres.password`);
  if (code === "3D000")
    return refused(`Postgres at ${where} has no database ${JSON.stringify(database)}: create it first`);
  if (code === "42501")
    return refused(
      `The user ${JSON.stringify(user)} may not create schemas in ${JSON.stringify(database)}: ask for CREATE on the database`,
    );
  if (/CERT|SIGNED|SIGNATURE|ALTNAME/.test(code))
    return refused(
      `The certificate of Postgres at ${where} can't be verified (${code}): set postgres.ca to the certificate of its authority`,
    );
  if (/does not support SSL/.test(message))
    return refused(`Postgres at ${where} has no TLS: add ?sslmode=disable to postgres.url if the network is safe`);
  if (/^(E[A-Z_]+|57P0\d|53300)$/.test(code) || /timeout|terminated|closed/i.test(message))
    return new FleetError("POSTGRES_UNREACHABLE", `Postgres at ${where} can't be reached: ${code || message}`, {
      cause: error,
    });
  return error;
}
