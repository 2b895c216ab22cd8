import type { Answer } from "../call/calls.ts";
import type { LinklessTask } from "../errors/job.ts";

const MAX_REQUEST_IDS = 10;

/** What the calls of a job returned, for the error that ends it. */
export class PollHistory {
  readonly statuses: Record<string, number> = {};
  readonly requestIds: string[] = [];
  lastTask: LinklessTask | undefined;
  /** What the last list call failed with, if it did. */
  lastError: unknown;
  /** Why the create call got no response. */
  createError: unknown;
  /** The account that the calls are signed for. */
  account: string | undefined;

  /** Records a look at the job's task; `undefined` when the list did not show it. */
  look(task: LinklessTask | undefined): void {
    const status = task ? String(task.status) : "unlisted";
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    this.lastTask = task ?? this.lastTask;
  }

  async record<T extends Answer<unknown>>(call: Promise<T>): Promise<T> {
    const keep = (id: string | undefined) => {
      if (id !== undefined && this.requestIds.push(id) > MAX_REQUEST_IDS) this.requestIds.shift();
    };
    try {
      const answer = await call;
      keep(answer.requestId);
      this.account = answer.account;
      this.lastError = undefined;
      return answer;
    } catch (error) {
      keep((error as { requestId?: string }).requestId);
      this.lastError = error;
      throw error;
    }
  }
}
