// The factory: assembles the signed transport, the API and the jobs.
import type { ExportTask } from "@cdn-export/api";
import type { CredentialSource } from "@cdn-export/signer";
import { duration } from "./base/duration.ts";
import { createRuntime, type Runtime } from "./base/runtime.ts";
import { type Api, createApi } from "./call/api.ts";
import type { ListQuery } from "./call/calls.ts";
import { createChain } from "./call/chain.ts";
import { baseUrl, defaultEndpoint, type Endpoint } from "./call/endpoint.ts";
import type { Hooks } from "./call/hooks.ts";
import { createRateLimiter } from "./call/rate-limit.ts";
import type { Engine, Shared } from "./engine.ts";
import type { ExportFile } from "./file/file.ts";
import { createHandle } from "./handle.ts";
import type { JobDependencies } from "./job/context.ts";
import type { Lock } from "./job/lock.ts";
import type { ExportJob, JobOptions } from "./job/options.ts";
import type { ExportQuery } from "./query/query.ts";
import type { JobState, PlannedState } from "./state/state.ts";

/** The longest time for one API call. */
export const CALL_TIMEOUT_MS = 30_000;

/** Options of `createExportClient`. Only `credentials` is required. */
export interface ClientOptions
  extends Hooks,
    Pick<JobOptions, "timeout" | "visibilityTimeout" | "stallTimeout" | "onLost" | "followRedirect"> {
  /**
   * `{ ak, sk }`, `{ authToken }` (an IAM token), or a function that returns one of them or a promise of it. A function
   * is called for each request, so it can return temporary credentials. `credentialsFromEnv()` of
   * `@cdn-export/signer/node` reads them from the environment.
   */
  credentials: CredentialSource;
  /** `"cn"`, `"eu"` or a base URL. @default the environment variable `CDN_EXPORT_ENDPOINT`, else "cn" */
  endpoint?: Endpoint;
  /** Milliseconds for one API call. Downloads have `stallTimeout` instead. @default 30_000 */
  callTimeout?: number;
  /**
   * How many API calls may start per second, counted together with the clients made by `with`. A call that has to wait
   * does so within its `callTimeout`.
   *
   * @default no limit
   */
  callsPerSecond?: number;
  /**
   * Lets programs that create tasks on the same account take turns: `fileLock` of `@cdn-export/client/node`, or your
   * own `Lock`. A turn lasts from the list call before a create call until the new task is known.
   *
   * @default this client is alone: no other program creates tasks, and no earlier run has left a create call unresolved
   */
  lock?: Lock;
  /**
   * Sends the requests and the downloads, for example through a proxy.
   *
   * @default globalThis.fetch, looked up at each call
   */
  fetch?: typeof fetch;
  /** Clocks, timers and random numbers, for tests. @default those of the platform */
  runtime?: Partial<Runtime>;
}

/** A client for one account, made by `createExportClient`. Its methods don't use `this`, so you can pass them on. */
export interface ExportClient {
  /**
   * Runs a whole export: creates the task, finds its ID, and waits until its file is ready. The file isn't downloaded
   * until you read it.
   *
   * Warnings, such as a day whose data isn't complete yet, don't stop the export. They are in `file.warnings`, and
   * `onWarning` gets them.
   *
   * @returns the file: read it with `stream()` or `bytes()`, or write it with `saveFile` of `@cdn-export/client/node`.
   * @throws InvalidQueryError when the query breaks a rule. Nothing was sent.
   * @throws SignatureError, ThrottledError, ApiError when the service rejects a call.
   * @throws ConnectionError, TimeoutError, UnexpectedAnswerError when retries don't help.
   * @throws AmbiguousTaskError when the client can't identify the job's task, TaskNotListedError when the task never
   * appears.
   * @throws JobFailedError when the service reports the task as failed, JobTimeoutError after `timeout` (30 minutes).
   * @throws AbortedError when `options.signal` is aborted.
   * @example
   * const file = await cdn.exportStatistics({ action: "uv", domains: ["www.example.com"], ...lastDays(7) });
   * for (const { message } of file.warnings) console.warn(message);
   * const { path, bytes } = await saveFile(file, "visitors"); // visitors.csv, visitors.xlsx or visitors.zip
   * console.log(path, bytes);
   */
  exportStatistics(query: ExportQuery, options?: JobOptions): Promise<ExportFile>;
  /**
   * Starts an export and returns its handle at once. The handle's promises reject with the errors of
   * `exportStatistics`.
   *
   * @example
   * const job = cdn.start({ action: "uv", domains: "all", ...lastDays(7) }, { onState: record.save });
   * for await (const { phase, status } of job) console.error(phase, status);
   * const file = await job.result();
   */
  start(query: ExportQuery, options?: JobOptions): ExportJob;
  /**
   * Continues a job from its state, in this process or another. A create call that may have reached the service isn't
   * repeated, unless `onLost` allows it.
   *
   * @throws StoreError (`BAD_STATE`, from the handle's promises) when `state` isn't a complete state of this version.
   */
  restore(state: JobState, options?: JobOptions): ExportJob;
  /**
   * Yields every task of the account once, newest change first. Reads the next page when you ask for its first task.
   *
   * @param filter - lists only tasks with this `task_id` or `task_name`. The service applies it.
   *
   * @default all tasks
   * @throws SignatureError, ThrottledError, ApiError, ConnectionError, TimeoutError, UnexpectedAnswerError,
   * AbortedError.
   */
  tasks(
    filter?: Pick<ListQuery, "task_id" | "task_name">,
    options?: { signal?: AbortSignal },
  ): AsyncIterable<ExportTask>;
  /**
   * Makes a client that differs in some options. Its jobs still take turns with the jobs of this client.
   *
   * @throws TypeError as `createExportClient` does.
   */
  with(options: Partial<Omit<ClientOptions, "lock">>): ExportClient;
  /** The typed API underneath, with one method for each HTTP verb and one path for each operation of the spec. */
  readonly api: Api;
}

/**
 * Creates a client for the statistics exports of one account: typed, signed calls, and whole export jobs. It sends
 * nothing until you use it.
 *
 * @throws TypeError when the credentials are missing or incomplete, or when the endpoint, `lock`, `callTimeout` or
 * `callsPerSecond` is invalid.
 * @example
 * import { createExportClient, lastDays } from "@cdn-export/client";
 * import { saveFile } from "@cdn-export/client/node";
 * import { credentialsFromEnv } from "@cdn-export/signer/node";
 *
 * const cdn = createExportClient({ credentials: credentialsFromEnv() });
 * const file = await cdn.exportStatistics({ action: "uv", domains: "all", ...lastDays(7) });
 * await saveFile(file, "visitors");
 */
export function createExportClient(options: ClientOptions): ExportClient {
  const { lock } = options ?? {};
  if (lock !== undefined && typeof lock !== "function")
    throw new TypeError(`lock must be a function such as fileLock(path), not ${typeof lock}`);
  return build(options, { lock, acquire: createRateLimiter() }, {});
}

function build(options: ClientOptions, shared: Shared, refusal: JobDependencies["refusal"]): ExportClient {
  const credentials = checkedSource(options?.credentials);
  const runtime = createRuntime(options.runtime);
  const callTimeoutMs = duration("callTimeout", options.callTimeout ?? CALL_TIMEOUT_MS);
  const chain = createChain(options, credentials, shared.acquire, runtime);
  const api = createApi({ baseUrl: baseUrl(options.endpoint ?? defaultEndpoint()), fetch: chain.fetch, callTimeoutMs });

  let loaded: Engine | undefined;
  /** Loaded with the first job: a program that only makes API calls doesn't need it. */
  async function engine(): Promise<Engine> {
    const { createEngine } = await import("./engine.ts");
    const { createsSent } = chain;
    loaded ??= createEngine({ api, createsSent, shared, refusal, runtime, options, callTimeoutMs });
    return loaded;
  }

  const launch = (state: PlannedState | JobState, jobOptions: JobOptions = {}): ExportJob =>
    createHandle(
      state,
      engine().then((jobs) => jobs.launch(state, jobOptions)),
    );

  const client: ExportClient = {
    exportStatistics: async (query, jobOptions) => client.start(query, jobOptions).result(),
    start(query, jobOptions) {
      // Doesn't use `runtime.random`: two jobs with one ID would be one job.
      const id = crypto.getRandomValues(new Uint32Array(3)).join("-");
      const planned = {
        version: 1,
        id,
        phase: "planned",
        startedAt: runtime.now(),
        elapsedMs: 0,
        warnings: [],
      } as const;
      return launch({ ...planned, query: copyOf(query) }, jobOptions);
    },
    restore: (state, jobOptions) => launch(structuredClone(state), jobOptions),
    async *tasks(filter = {}, { signal } = {}) {
      yield* (await engine()).tasks(filter, signal);
    },
    with: (changes) => build({ ...options, ...changes }, shared, "credentials" in changes ? {} : refusal),
    api,
  };
  return client;
}

/** A copy of the query: the caller may change it before the job is loaded. */
function copyOf(query: ExportQuery): ExportQuery {
  if (Object(query) !== query) return query;
  const copy = (value: unknown) => {
    if (Array.isArray(value)) return [...value];
    return value instanceof Date ? new Date(value) : value;
  };
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, copy(value)]),
  ) as unknown as ExportQuery;
}

/** Checks credentials now; those of a function when it returns them. */
function checkedSource(source: CredentialSource): CredentialSource {
  return typeof source === "function" ? async () => checked(await source()) : checked(source);
}

function checked<Given extends Exclude<CredentialSource, () => unknown>>(given: Given): Given {
  const { ak, sk, authToken, then } = Object(given);
  if (authToken || (ak && sk)) return given;
  const what = then ? "are a promise" : !given ? "are missing" : `don't have an ${ak ? "sk" : "ak"}`;
  throw new TypeError(
    `The credentials ${what}: pass { ak, sk }, or credentialsFromEnv() of @cdn-export/signer/node, which reads HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK`,
  );
}
