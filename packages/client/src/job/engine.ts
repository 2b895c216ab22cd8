// All that exports need beyond the typed API, loaded with the first job: calls, retries, turns.
import type { ExportTask } from "@cdn-export/api";
import type { Api } from "../call/api.ts";
import type { Hooks } from "../call/hooks.ts";
import { createTransport, type TransportOptions } from "../call/transport.ts";
import { TURN_GAP_MS } from "../constants.ts";
import { createRetryPolicy } from "../retry.ts";
import type { World } from "../world.ts";
import { createCalls, type ListQuery } from "./calls.ts";
import type { JobSettings } from "./context.ts";
import { createJob, type ExportJob, type JobOptions, type Refusal } from "./job.ts";
import { createSection, type Section } from "./section.ts";
import type { JobState } from "./state.ts";
import { allTasks } from "./tasks.ts";
import { type CriticalSection, sharedTurns, turns } from "./turns.ts";

/** What a client and those made from it by `with` have in common. */
export interface Shared {
  criticalSection: CriticalSection | undefined;
  soleWriter: boolean;
  /** Made by the first engine. */
  section?: Section;
  /** Jobs so far, for their ids. */
  jobs: number;
}

export interface EngineParts {
  api: Api;
  createsSent: () => number;
  shared: Shared;
  refusal: Refusal;
  world: World;
  onRetry: Hooks["onRetry"];
  sending: Omit<TransportOptions, "isForLinks">;
}

export interface Engine {
  launch(state: JobState, own: JobOptions, settings: JobSettings): ExportJob;
  tasks(filter: Omit<ListQuery, "limit" | "offset">, signal: AbortSignal | undefined): AsyncIterable<ExportTask>;
}

export function createEngine({ api, createsSent, shared, refusal, world, onRetry, sending }: EngineParts): Engine {
  const { criticalSection, soleWriter } = shared;
  // A task that the next program creates must not fit a call of this one.
  const gap = () => world.sleep(TURN_GAP_MS, undefined);
  shared.section ??= createSection(
    criticalSection ? sharedTurns(criticalSection, gap) : turns(),
    criticalSection ? "in-turn" : soleWriter ? "none" : "any",
  );
  const { section } = shared;
  const calls = createCalls(api, createsSent);
  const retries = createRetryPolicy(world, onRetry);
  const openLink = createTransport({ ...sending, isForLinks: true });
  return {
    launch: (state, own, settings) =>
      createJob(state, own, { calls, section, world, retries, refusal, settings, openLink }),
    tasks: (filter, signal) =>
      allTasks(filter, (query) =>
        retries.retrying(
          () => calls.listTasks(query, signal),
          (ms) => world.sleep(ms, signal),
        ),
      ),
  };
}
