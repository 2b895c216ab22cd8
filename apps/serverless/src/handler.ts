// A function on a timer. An export may take longer than one invocation, so one starts it and a later one finishes it. The
// job's state is in a store; the platform passes new keys to each invocation. Let the timer fire as often as you like
// after 12:00 GMT+8, when the top lists are complete: each day is exported once.
import { type ClientOptions, createExportClient, type JobState, JobTimeoutError, lastDays } from "@cdn-export/client";

/** The function's storage: an object store, a table, a folder. */
export interface Store {
  load(): Promise<Unfinished | undefined>;
  /** `undefined` deletes it. */
  save(unfinished: Unfinished | undefined): Promise<void>;
  has(name: string): Promise<boolean>;
  put(name: string, content: Uint8Array): Promise<void>;
}

/** An export that the next invocation continues. Plain JSON. */
export interface Unfinished {
  name: string;
  state: JobState;
}

/** What FunctionGraph passes to a function that has an agency. Other platforms are similar. */
export interface Context {
  getSecurityAccessKey(): string;
  getSecuritySecretKey(): string;
  getSecurityToken(): string;
  getRemainingTimeInMilliSeconds(): number;
}

/** Reserved for downloading and storing the file. */
const RESERVE_MS = 10_000;
/** After these errors, the task won't produce a file. */
const GIVE_UP = ["JobFailedError", "AmbiguousTaskError"];
/** The service counts days in GMT+8. */
const GMT8_MS = 8 * 3_600_000;

/** The function that the platform calls. @returns what it did. */
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
    if (!saved && (await store.has(name))) return `${name} exists`;
    const onState = (state: JobState) => store.save({ name, state });

    const query = { action: "top_url_detail", domains: "all", ...yesterday } as const;
    const job = saved ? cdn.restore(saved.state, { onState }) : cdn.start(query, { onState });
    try {
      const file = await job.result();
      await store.put(name, await file.bytes());
      await store.save(undefined);
      return `saved ${name}`;
    } catch (error) {
      // The next invocation creates a new task.
      if (GIVE_UP.includes((error as Error).name)) await store.save(undefined);
      if (!(error instanceof JobTimeoutError)) throw error;
      return `task ${error.taskId ?? "(not listed yet)"} isn't finished: the next invocation continues`;
    }
  };
}
