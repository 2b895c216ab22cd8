import type { Answer } from "./calls.ts";
import type { LinklessTask, Sightings } from "./errors.ts";

const MAX_REQUEST_IDS = 10;

/** Keeps what the list calls of a job told, for the error that a timeout ends it with. */
export interface Witness {
  readonly seen: Sightings;
  /** A look at the job's task; `undefined` when the list did not show it. */
  look(task: LinklessTask | undefined): void;
  /** Runs a list call and keeps its request id, and its failure until another one succeeds. */
  hear<T>(call: Promise<Answer<T>>): Promise<Answer<T>>;
}

export function createWitness(): Witness {
  const requestIds: string[] = [];
  const seen: Sightings & { statuses: Record<string, number> } = { statuses: {}, requestIds };
  const keep = (id: string | undefined) => {
    if (id !== undefined && requestIds.push(id) > MAX_REQUEST_IDS) requestIds.shift();
  };
  return {
    seen,
    look(task) {
      const status = task?.status ?? "unlisted";
      seen.statuses[status] = (seen.statuses[status] ?? 0) + 1;
      if (task) seen.lastTask = task;
    },
    async hear(call) {
      try {
        const answer = await call;
        keep(answer.requestId);
        seen.lastError = undefined;
        return answer;
      } catch (error) {
        keep((error as { requestId?: string }).requestId);
        seen.lastError = error;
        throw error;
      }
    },
  };
}
