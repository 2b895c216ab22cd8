// Queries of a program: they run in a process of their own, one at a time.
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { QueryError } from "./error.ts";
import type { QueryColumn, QueryValue, Reply, Request, RunMessage } from "./messages.ts";

const INSTALL = "npm install @duckdb/node-api";

/** What a query returns. */
export interface QueryResult {
  /** The columns in order. */
  readonly columns: readonly QueryColumn[];
  /**
   * The rows: a value for each column. Read them once.
   *
   * BIGINT and HUGEINT are `bigint`, TIMESTAMP WITH TIME ZONE is a `Date`, DECIMAL, DATE and TIMESTAMP are text.
   *
   * The iteration throws QueryError if a limit is reached.
   */
  readonly rows: AsyncIterable<readonly QueryValue[]>;
}

/** Runs the queries of a folder. Each has a process until its result is read; the next one takes it over. */
export class Queries {
  readonly #processes = new Set<ChildProcess>();
  #idle: ChildProcess | undefined;

  /** @throws QueryError with the command that installs DuckDB. */
  assertInstalled(): void {
    try {
      import.meta.resolve("@duckdb/node-api");
    } catch (cause) {
      throw new QueryError("NO_DUCKDB", `Queries need the package @duckdb/node-api: ${INSTALL}`, { cause });
    }
  }

  /** @throws QueryError */
  async run(message: RunMessage, maxRows: number, signal?: AbortSignal): Promise<QueryResult> {
    signal?.throwIfAborted();
    const child = this.#idle ?? this.#started();
    this.#idle = undefined;
    const reply = await this.#ask(child, message, signal);
    if (reply.type !== "columns") throw unexpected(reply);
    return { columns: reply.columns, rows: this.#rows(child, maxRows, signal) };
  }

  close(): void {
    for (const child of this.#processes) this.#end(child);
  }

  #started(): ChildProcess {
    const child = started();
    this.#processes.add(child);
    child.once("exit", () => this.#end(child));
    return child;
  }

  async *#rows(child: ChildProcess, maxRows: number, signal: AbortSignal | undefined) {
    let count = 0;
    let isOver = false;
    try {
      for (;;) {
        const reply = await this.#ask(child, { type: "next" }, signal);
        isOver = reply.type !== "rows";
        if (reply.type === "end") return this.#release(child);
        if (reply.type !== "rows") throw unexpected(reply);
        for (const row of reply.rows) {
          if (++count > maxRows)
            throw new QueryError("TOO_MANY_ROWS", `The result has more than ${maxRows} rows: add a LIMIT`);
          yield row;
        }
      }
    } finally {
      // A query that isn't read to its end still works.
      if (!isOver) this.#end(child);
    }
  }

  /** Sends a request and waits for its reply. An abort ends the process. */
  async #ask(child: ChildProcess, request: Request, signal: AbortSignal | undefined): Promise<Reply> {
    const end = () => this.#end(child);
    signal?.addEventListener("abort", end);
    // Only while there is a request does the process keep this program alive.
    child.ref();
    child.channel?.ref();
    try {
      const reply = await replyOf(child, request);
      if (reply.type !== "error") return reply;
      if (reply.isLast) this.#end(child);
      else this.#release(child);
      throw new QueryError(reply.code, reply.message);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", end);
      child.unref();
      child.channel?.unref();
    }
  }

  #release(child: ChildProcess): void {
    if (this.#idle === undefined && this.#processes.has(child)) this.#idle = child;
    else this.#end(child);
  }

  #end(child: ChildProcess): void {
    child.kill("SIGKILL");
    this.#processes.delete(child);
    if (this.#idle === child) this.#idle = undefined;
  }
}

function replyOf(child: ChildProcess, request: Request): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const onExit = () => reject(new QueryError("TOO_MUCH_MEMORY", "The process of the query was ended by the system"));
    child.once("exit", onExit);
    child.once("message", (reply: Reply) => {
      child.off("exit", onExit);
      resolve(reply);
    });
    child.send(request, (error) => error && reject(error));
  });
}

/** It gets no environment, which may have keys, and nothing to write to. */
function started(): ChildProcess {
  const isSource = import.meta.url.endsWith(".ts");
  const program = new URL(isSource ? "./process.ts" : "./query-process.js", import.meta.url);
  const { SystemRoot } = process.env;
  const child = fork(fileURLToPath(program), {
    env: SystemRoot === undefined ? {} : { SystemRoot },
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return child;
}

function unexpected({ type }: Reply): Error {
  return new Error(`The process of the query replied with ${type}`);
}
