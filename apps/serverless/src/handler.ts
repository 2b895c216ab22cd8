// A function on a timer: an export may take longer than a function may run, so one invocation starts it and a later one
// finishes it. What the job needs to go on lies in a store; the keys come from the platform, and are new each time. The
// timer may fire as often as it likes from 12:00 (GMT+8) on, when top lists are complete: a day is exported once.
import { type ClientOptions, createExportClient, type JobState, JobTimeoutError, lastDays } from "@cdn-export/client";

/** Where the function keeps things: an object store, a table, a folder. */
export interface Store {
  load(): Promise<Unfinished | undefined>;
  /** `undefined` forgets it. */
  save(unfinished: Unfinished | undefined): Promise<void>;
  has(name: string): Promise<boolean>;
  put(name: string, content: Uint8Array): Promise<void>;
}

/** An export that goes on with the next invocation, as JSON. */
export interface Unfinished {
  name: string;
  state: JobState;
}

/** What FunctionGraph hands to a function that has an agency; other platforms have the like. */
export interface Context {
  getSecurityAccessKey(): string;
  getSecuritySecretKey(): string;
  getSecurityToken(): string;
  getRemainingTimeInMilliSeconds(): number;
}
/** Kept back for the download, and for writing it down. */
const RESERVE_MS = 10_000;
const GIVEN_UP = ["JobFailedError", "AmbiguousTaskError"];
/** The service's days begin in GMT+8. */
const GMT8_MS = 8 * 3_600_000;
export type Handler = (event: unknown, context: Context) => Promise<string>;

export function createHandler(store: Store, options: Partial<ClientOptions> = {}): Handler {
  return async (_event, context) => {
    const credentials = () => ({
      ak: context.getSecurityAccessKey(),
      sk: context.getSecuritySecretKey(),
      securityToken: context.getSecurityToken(),
    });
    const timeout = Math.max(1000, context.getRemainingTimeInMilliSeconds() - RESERVE_MS);
    const cdn = createExportClient({ credentials, timeout, ...options });

    const saved = await store.load();
    const yesterday = lastDays(1, options.runtime?.now?.());
    const day = new Date(Number(yesterday.from) + GMT8_MS).toISOString().slice(0, 10);
    const name = saved?.name ?? `top-urls-${day}`;
    if (!saved && (await store.has(name))) return `${name} is there`;
    const onState = (state: JobState) => store.save({ name, state });

    const query = { action: "top_url_detail", domains: "all", ...yesterday } as const;
    const job = saved ? cdn.restore(saved.state, { onState }) : cdn.start(query, { onState });
    try {
      const file = await job.result();
      await store.put(name, await file.bytes());
      await store.save(undefined);
      return `${name} is there now`;
    } catch (error) {
      // Whose task will never give a file: the next invocation makes another one.
      if (GIVEN_UP.includes((error as Error).name)) await store.save(undefined);
      if (!(error instanceof JobTimeoutError)) throw error;
      return `task ${error.taskId ?? "not seen yet"} goes on: the next invocation waits for it`;
    }
  };
}
