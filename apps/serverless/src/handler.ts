// A function on a timer: an export may take longer than a function may run, so one invocation starts it and a later one
// finishes it. What the job needs to go on lies in a store; the keys come from the platform, and are new each time.
import { type ClientOptions, createExportClient, type JobState, JobTimeoutError, lastDays } from "@cdn-export/client";

/** Where the function keeps things: an object store, a table, a folder. */
export interface Store {
  load(): Promise<JobState | undefined>;
  /** `undefined` forgets it. */
  save(state: JobState | undefined): Promise<void>;
  put(name: string, content: Uint8Array): Promise<void>;
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
    const onState = (state: JobState) => store.save(state);

    const saved = await store.load();
    const job = saved
      ? cdn.restore(saved, { onState })
      : cdn.start({ action: "top_url_detail", domains: "all", ...lastDays(1) }, { onState });
    try {
      const file = await job.result();
      await store.put(`top-urls-${file.task.task_id}`, await file.bytes());
      await store.save(undefined);
      return `finished task ${file.task.task_id}`;
    } catch (error) {
      if (!(error instanceof JobTimeoutError)) throw error;
      return `task ${error.taskId ?? "not seen yet"} goes on: the next invocation waits for it`;
    }
  };
}
