import type { ExportJob } from "./job/options.ts";
import type { JobState, PlannedState } from "./state/state.ts";

/** The handle of a job whose code is still being loaded. */
export function createHandle(state: PlannedState | JobState, loading: Promise<ExportJob>): ExportJob {
  let loaded: ExportJob | undefined;
  loading.then(
    (job) => {
      loaded = job;
    },
    // `result` rejects with it.
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
