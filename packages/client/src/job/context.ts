import type { RetryPolicy } from "../retry.ts";
import type { World } from "../world.ts";
import type { Calls } from "./calls.ts";
import type { Section } from "./section.ts";
import type { Witness } from "./sightings.ts";
import type { JobState } from "./state.ts";
import type { ListPage } from "./tasks.ts";

/** What the steps of one job share. No URL and no header: a job knows functions only. */
export interface JobContext {
  /** The current state; changed by `update` alone, but for what an abort tells at once. */
  readonly state: JobState;
  /** Whether it began in another handle. */
  readonly isRestored: boolean;
  /** Changes the state, waits until the caller has written it down, tells those who watch. */
  update(change: Partial<JobState>): Promise<void>;
  readonly calls: Calls;
  /** The list call, repeated a few times where a failure passes, and as `listPatiently` once the endpoint has worked. */
  readonly list: ListPage;
  /** The same, repeated as long as the job has time: for a task that is there. */
  readonly listPatiently: ListPage;
  readonly settings: JobSettings;
  readonly retries: RetryPolicy;
  readonly section: Section;
  /** Aborted by the caller, or at the deadline. */
  readonly signal: AbortSignal;
  readonly world: World;
  readonly witness: Witness;
  /** Milliseconds since the create call: what the list took to show its task, when that is asked at its first sight. */
  tookToShowUpMs(): number;
  /** Sleeps as long as the job has time; the last look is just before the deadline. @throws JobTimeoutError after it. */
  rest(ms: number): Promise<void>;
  /** @throws JobTimeoutError when no time is left. */
  checkDeadline(): void;
}

export interface JobSettings {
  timeoutMs: number;
  visibilityTimeoutMs: number;
  callTimeoutMs: number;
  onLost: "fail" | "create-again";
  followRedirect: ((from: URL, to: URL) => boolean) | undefined;
}
