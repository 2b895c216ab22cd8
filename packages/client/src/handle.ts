import type { ExportJob } from "./job/options.ts";
import type { JobState, PlannedState } from "./state/state.ts";

/** The handle of a job that is still being loaded. */
export function handleOf(state: PlannedState | JobState, loading: Promise<ExportJob>): ExportJob {
  let loaded: ExportJob | undefined;
  loading.then(
    (job) => {
      loaded = job;
    },
    // Told to whoever asks for the result.
    () => {},
  );
  return {
    submitted: async () => (await loading).submitted(),
    result: async () => (await loading).result(),
    toJSON: () => loaded?.toJSON() ?? { ...(state as JobState) },
    async *[Symbol.asyncIterator]() {
      yield* await loading;
    },
  };
}
