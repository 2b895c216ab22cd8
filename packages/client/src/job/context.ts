import type { Calls } from "../calls.ts";
import type { World } from "../world.ts";
import type { Section } from "./section.ts";
import type { JobState } from "./state.ts";
import type { ListPage } from "./tasks.ts";

/** What the steps of one job share. No URL and no header: a job knows functions only. */
export interface JobContext {
  /** The current state; changed by `update` alone. */
  readonly state: JobState;
  /** Changes the state, waits until the caller has written it down, tells those who watch. */
  update(change: Partial<JobState>): Promise<void>;
  readonly calls: Calls;
  /** The list call, repeated where a failure passes. */
  readonly list: ListPage;
  readonly options: JobSettings;
  readonly section: Section;
  readonly signal: AbortSignal;
  readonly world: World;
  /** How often each status was seen. */
  readonly statuses: Record<string, number>;
  /** Milliseconds until the job has to be done. */
  timeLeft(): number;
  /** @throws JobTimeoutError when no time is left. */
  checkDeadline(): void;
}

export interface JobSettings {
  timeoutMs: number;
  visibilityTimeoutMs: number;
  callTimeoutMs: number;
  onLost: "fail" | "create-again";
}
