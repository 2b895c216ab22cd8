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
   * The rows: a value for each column. Read them once, and before the next query of the folder.
   *
   * BIGINT and HUGEINT are `bigint`, TIMESTAMP WITH TIME ZONE is a `Date`, DECIMAL, DATE and TIMESTAMP are text.
   *
   * The iteration throws QueryError if a limit is reached.
   */
  readonly rows: AsyncIterable<readonly QueryValue[]>;
}

/** The process of a folder's queries. It starts with the first one. */
export class QueryProcess {
  #child: ChildProcess | undefined;
  #last: Promise<unknown> = Promise.resolve();

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
    // The result of the query before ends: there is one at a time.
    const turn = this.#last.then(() => this.#start(message, signal));
    this.#last = turn.catch(() => {});
    const { child, reply } = await turn;
    if (reply.type !== "columns") throw unexpected(reply);
    return { columns: reply.columns, rows: this.#rows(child, maxRows, signal) };
  }

  close(): void {
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  async #start(message: RunMessage, signal: AbortSignal | undefined): Promise<{ child: ChildProcess; reply: Reply }> {
    signal?.throwIfAborted();
    const child = this.#child ?? this.#started();
    return { child, reply: await this.#ask(child, message, signal) };
  }

  #started(): ChildProcess {
    const child = started();
    this.#child = child;
    child.once("exit", () => {
      if (this.#child === child) this.#child = undefined;
    });
    return child;
  }

  async *#rows(child: ChildProcess, maxRows: number, signal: AbortSignal | undefined) {
    let count = 0;
    let isOver = false;
    try {
      for (;;) {
        const reply = await this.#ask(child, { type: "next" }, signal);
        isOver = reply.type !== "rows";
        if (reply.type === "end") return;
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
    child.ref();
    child.channel?.ref();
    try {
      const reply = await new Promise<Reply>((resolve, reject) => {
        const onExit = () => reject(new QueryError("TOO_MUCH_MEMORY", "The process of the query has ended"));
        child.once("exit", onExit);
        child.once("message", (reply: Reply) => {
          child.off("exit", onExit);
          resolve(reply);
        });
        child.send(request, (error) => error && reject(error));
      });
      if (reply.type === "error" && reply.isLast) this.#end(child);
      if (reply.type === "error") throw new QueryError(reply.code, reply.message);
      return reply;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", end);
      child.unref();
      child.channel?.unref();
    }
  }

  #end(child: ChildProcess): void {
    child.kill("SIGKILL");
    if (this.#child === child) this.#child = undefined;
  }
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
