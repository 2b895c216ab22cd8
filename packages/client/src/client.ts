// The factory: puts transport, signer, API, calls and jobs together.
import type { ExportTask } from "@cdn-export/api";
import type { CredentialSource } from "@cdn-export/signer";
import { CALL_TIMEOUT_MS, JOB_TIMEOUT_MS, VISIBILITY_TIMEOUT_MS } from "./base/constants.ts";
import { createRuntime, type Runtime } from "./base/runtime.ts";
import { withDeadline } from "./base/with-deadline.ts";
import { type Api, createApi } from "./call/api.ts";
import type { ListQuery } from "./call/calls.ts";
import { createChain } from "./call/chain.ts";
import { baseUrl, type Endpoint } from "./call/endpoint.ts";
import type { Hooks } from "./call/hooks.ts";
import { createRateLimiter, type RateLimiter } from "./call/rate-limit.ts";
import type { Engine, Shared } from "./engine.ts";
import { ConnectionError, TimeoutError } from "./errors/base.ts";
import type { ExportFile } from "./file/file.ts";
import { handleOf } from "./handle.ts";
import type { JobDependencies } from "./job/context.ts";
import type { Lock } from "./job/lock.ts";
import type { ExportJob, JobOptions } from "./job/options.ts";
import type { ExportQuery } from "./query/query.ts";
import type { JobState, PlannedState } from "./state/state.ts";

/** Options of `createExportClient`. */
export interface ClientOptions
  extends Hooks,
    Pick<JobOptions, "timeout" | "visibilityTimeout" | "onLost" | "followRedirect"> {
  /** AK and SK, an IAM token, or a (possibly async) function that gives them. */
  credentials: CredentialSource;
  /** `"cn"`, `"eu"` or a base URL. @default "cn" */
  endpoint?: Endpoint;
  /** Milliseconds for one HTTP call. @default 30_000 */
  callTimeout?: number;
  /** How many calls of the API may begin in a second, with those of clients made by `with`. They wait within `callTimeout`. @default as many as come */
  callsPerSecond?: number;
  /**
   * Lets programs that create tasks on the same account take turns: `fileLock` of `@cdn-export/client/node`, or a lock of
   * yours. A turn lasts from the list call before a create call until its task is known.
   *
   * @default this client is alone: no other program creates tasks, and no earlier run has left a create call unresolved
   */
  lock?: Lock;
  /** Sends the requests, for a proxy or a test. @default globalThis.fetch, looked up at each call */
  fetch?: typeof fetch;
  /** Clock, sleep and chance, for tests. */
  runtime?: Partial<Runtime>;
}

/** What `createExportClient` makes. Its functions may be passed on. */
export interface ExportClient {
  /** Creates the export, finds it, waits for it. The file is downloaded when it is asked for. */
  exportStatistics(query: ExportQuery, options?: JobOptions): Promise<ExportFile>;
  /** Starts an export and gives its handle at once. */
  start(query: ExportQuery, options?: JobOptions): ExportJob;
  /** Goes on with a job from its state, in this process or another. A create call that may have happened is not repeated. */
  restore(state: JobState, options?: JobOptions): ExportJob;
  /** Every task of the account once, newest change first. */
  tasks(
    filter?: Pick<ListQuery, "task_id" | "task_name">,
    options?: { signal?: AbortSignal },
  ): AsyncIterable<ExportTask>;
  /** A client that differs in some options; its jobs and those of this one still take turns. */
  with(options: Partial<Omit<ClientOptions, "lock">>): ExportClient;
  /** The typed API underneath: one method for each HTTP verb, one path for each operation of the spec. */
  readonly api: Api;
}

/**
 * A client for the statistics export of one account: typed, signed calls, and whole export jobs.
 *
 * @throws TypeError for missing credentials, and for an endpoint or a number that makes no sense.
 * @example
 * const cdn = createExportClient({ credentials: credentialsFromEnv() });
 * const file = await cdn.exportStatistics({ action: "uv", domains: "all", ...lastDays(7) });
 */
export function createExportClient(options: ClientOptions): ExportClient {
  const { lock } = options ?? {};
  if (lock !== undefined && typeof lock !== "function")
    throw new TypeError(`lock must be a function such as fileLock(path), not ${typeof lock}`);
  return build(options, { lock }, createRateLimiter(), {});
}

function build(
  options: ClientOptions,
  shared: Shared,
  rateLimiter: RateLimiter,
  refusal: JobDependencies["refusal"],
): ExportClient {
  const credentials = checkedSource(options?.credentials);
  const runtime = createRuntime(options.runtime);
  const callTimeoutMs = duration("callTimeout", options.callTimeout ?? CALL_TIMEOUT_MS);
  const { fetch, onRequest, onResponse, onRetry, onWarning } = options;
  const sending = { fetch, now: runtime.now, onRequest, onResponse };
  const { callsPerSecond } = options;
  const chain = createChain({ credentials, callsPerSecond, rateLimiter, runtime, sending });
  const api = createApi({ baseUrl: baseUrl(options.endpoint), fetch: chain.fetch, callTimeoutMs });

  let loading: Promise<Engine> | undefined;
  /** Loaded with the first job: a program that only makes calls of the API needs none of it. */
  function engine(): Promise<Engine> {
    loading ??= import("./engine.ts").then(
      ({ createEngine }) =>
        createEngine({ api, createsSent: chain.createsSent, shared, refusal, runtime, onRetry, onWarning, sending }),
      (cause) => {
        loading = undefined;
        throw new ConnectionError("NOT_LOADED", "A part of the client could not be loaded", {
          advice: "Try again; a page that is older than its server must be loaded anew",
          cause,
        });
      },
    );
    return loading;
  }

  function launch(state: PlannedState | JobState, own: JobOptions): ExportJob {
    const visibilityTimeout = own.visibilityTimeout ?? options.visibilityTimeout ?? VISIBILITY_TIMEOUT_MS;
    const settings = {
      callTimeoutMs,
      timeoutMs: duration("timeout", own.timeout ?? options.timeout ?? JOB_TIMEOUT_MS),
      visibilityTimeoutMs: duration("visibilityTimeout", visibilityTimeout),
      onLost: own.onLost ?? options.onLost ?? "fail",
      followRedirect: own.followRedirect ?? options.followRedirect,
    };
    const { timeoutMs, onLost } = settings;
    if (onLost !== "fail" && onLost !== "create-again")
      throw new TypeError(`onLost is "fail" or "create-again", not ${JSON.stringify(onLost)}`);
    const what = "The export";
    const onTimeout = () => new TimeoutError("TIMEOUT", `${what} could not begin within ${timeoutMs / 1000} s`);
    return handleOf(
      state,
      withDeadline(async () => (await engine()).launch(state, own, settings), {
        what,
        signal: own.signal,
        timeoutMs,
        onTimeout,
      }),
    );
  }

  const client: ExportClient = {
    exportStatistics: async (query, own) => client.start(query, own).result(),
    start(query, own = {}) {
      // Not by the option's random numbers: two jobs with one ID would be one job.
      const id = Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("-");
      const planned = {
        version: 1,
        id,
        phase: "planned",
        startedAt: runtime.now(),
        elapsedMs: 0,
        warnings: [],
      } as const;
      return launch({ ...planned, query: copyOf(query) }, own);
    },
    restore: (state, own = {}) => launch(structuredClone(state), own),
    async *tasks(filter = {}, { signal } = {}) {
      yield* (await engine()).tasks(filter, signal);
    },
    with: (changes) => build({ ...options, ...changes }, shared, rateLimiter, "credentials" in changes ? {} : refusal),
    api,
  };
  return client;
}

/** The query as it is now: the caller may change it before the job is loaded. */
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

/** Those of a function are checked when it gives them. */
function checkedSource(source: CredentialSource): CredentialSource {
  return typeof source === "function" ? async () => checked(await source()) : checked(source);
}

function checked<Given extends Exclude<CredentialSource, () => unknown>>(given: Given): Given {
  const { ak, sk, authToken, then } = Object(given);
  if (authToken || (ak && sk)) return given;
  const what = then ? "are a promise" : !given ? "are missing" : `have no ${ak ? "sk" : "ak"}`;
  throw new TypeError(
    `The credentials ${what}: pass { ak, sk }, or credentialsFromEnv() of @cdn-export/signer/node, which reads HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK`,
  );
}

/** A timer beyond 2^31 ms fires at once. */
function duration(name: string, ms: number): number {
  if (typeof ms !== "number" || !(ms > 0 && ms < 2 ** 31))
    throw new TypeError(`${name} must be a number of milliseconds from 1 to ${2 ** 31 - 1}, not ${ms} (${typeof ms})`);
  return ms;
}
