// The process in which queries run. It can be killed: some functions of DuckDB neither count their memory nor listen to an interrupt.
import type { DuckDBConnection, DuckDBResult } from "@duckdb/node-api";
import { checkedStatement } from "./check-statement.ts";
import { type Database, openDatabase } from "./database.ts";
import { QueryError, type QueryErrorCode } from "./error.ts";
import type { Limits, Reply, Request, RunMessage } from "./messages.ts";
import { plainValue } from "./values.ts";

/** How often memory and time are looked at. */
const WATCH_MS = 20;
/** What a query may take beyond its limit, such as the result that is being sent. */
const SPARE_BYTES = 256e6;
/** How long DuckDB has to end after an interrupt. */
const INTERRUPT_MS = 1000;

interface Running {
  result: DuckDBResult;
  watch: Watch;
  end(): void;
}

type Setup = Omit<RunMessage, "sql">;

let running: Running | undefined;
/** A database that no query has used: the next query of the same folder doesn't wait for it. */
let spare: { key: string; database: Promise<Database> } | undefined;

process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.on("message", (request: Request) => {
  const reply = request.type === "run" ? begin(request) : next();
  reply.catch(failed).then((message) => send(message));
});

async function begin(request: RunMessage): Promise<Reply> {
  finish();
  running = await start(request);
  const { result } = running;
  const types = result.columnTypes();
  const columns = result.columnNames().map((name, i) => ({ name, type: String(types[i]) }));
  return { type: "columns", columns };
}

async function next(): Promise<Reply> {
  if (running === undefined) return { type: "end" };
  const { result, watch } = running;
  const chunk = await watch.during(() => result.fetchChunk());
  if (chunk && chunk.rowCount > 0) return { type: "rows", rows: chunk.getRows().map((row) => row.map(plainValue)) };
  finish();
  return { type: "end" };
}

async function start({ sql, ...setup }: RunMessage): Promise<Running> {
  const { connection, close } = await fresh(setup);
  const watch = new Watch(connection, setup.limits);
  const end = () => {
    watch.end();
    close();
    keepSpare(setup);
  };
  try {
    const run = async () => connection.stream(await checkedStatement(connection, sql));
    return { result: await watch.during(run), watch, end };
  } catch (error) {
    end();
    throw error;
  }
}

/** A database that no query has used. */
async function fresh(setup: Setup): Promise<Database> {
  const kept = spare;
  spare = undefined;
  // It failed if the store was damaged when it was opened, which has been repaired since.
  const database = await kept?.database.catch(() => undefined);
  if (database && kept?.key === JSON.stringify(setup)) return database;
  database?.close();
  return openDatabase(setup);
}

function keepSpare(setup: Setup): void {
  if (spare) return;
  const database = openDatabase(setup);
  database.catch(() => {});
  spare = { key: JSON.stringify(setup), database };
}

function finish(): void {
  running?.end();
  running = undefined;
}

type ErrorReply = Extract<Reply, { type: "error" }>;

function failed(error: Error): ErrorReply {
  finish();
  if (error instanceof QueryError) return { type: "error", code: error.code as QueryErrorCode, message: error.message };
  // The rest of the message shows the place in the text.
  const message = (error.message.split("\n\n")[0] ?? "")
    .replace(/^Failed to extract statements: /, "")
    .replace(/\s*\n\s*/g, " ");
  const isMemory = message.startsWith("Out of Memory Error");
  return isMemory ? TOO_MUCH_MEMORY : { type: "error", code: "BAD_SQL", message };
}

const TOO_MUCH_MEMORY: ErrorReply = {
  type: "error",
  code: "TOO_MUCH_MEMORY",
  message: "The query needs more memory than it may take",
};

/** Ends a query at its limits, or else the process. */
class Watch {
  readonly #connection: DuckDBConnection;
  readonly #limits: Limits;
  readonly #timer: NodeJS.Timeout;
  readonly #mostBytes: number;
  /** Milliseconds that DuckDB has worked. Waiting for a reader doesn't count. */
  #spent = 0;
  #since: number | undefined;

  constructor(connection: DuckDBConnection, limits: Limits) {
    this.#connection = connection;
    this.#limits = limits;
    this.#mostBytes = process.memoryUsage.rss() + limits.memoryBytes + SPARE_BYTES;
    this.#timer = setInterval(() => this.#look(), WATCH_MS);
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#since = performance.now();
    try {
      return await work();
    } catch (error) {
      throw this.#isLate() ? this.#late() : error;
    } finally {
      this.#spent = this.#now();
      this.#since = undefined;
    }
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #now(): number {
    return this.#spent + (this.#since === undefined ? 0 : performance.now() - this.#since);
  }

  #isLate(): boolean {
    return this.#now() >= this.#limits.milliseconds;
  }

  #late(): QueryError {
    return new QueryError("TOO_SLOW", `The query takes longer than ${this.#limits.milliseconds / 1000} seconds`);
  }

  #look(): void {
    if (process.memoryUsage.rss() > this.#mostBytes) die(TOO_MUCH_MEMORY);
    if (!this.#isLate()) return;
    this.#connection.interrupt();
    if (this.#now() > this.#limits.milliseconds + INTERRUPT_MS) die(failed(this.#late()));
  }
}

function die(error: ErrorReply): void {
  send({ ...error, isLast: true }, () => process.kill(process.pid, "SIGKILL"));
}

function send(reply: Reply, done: () => void = () => {}): void {
  process.send?.(reply, undefined, undefined, done);
}
