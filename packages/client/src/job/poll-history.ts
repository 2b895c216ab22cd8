import type { Answer } from "../call/calls.ts";
import type { LinklessTask } from "../errors/job.ts";

const MAX_REQUEST_IDS = 10;

/** Records the results of a job's calls, for the error that ends it. */
export class PollHistory {
  readonly statuses: Record<string, number> = {};
  readonly requestIds: string[] = [];
  lastTask: LinklessTask | undefined;
  /** The error of the last list call, if it failed. */
  lastError: unknown;
  /** Why the create call got no response. */
  createError: unknown;
  /** A fingerprint of the account that the calls are signed for. */
  account: string | undefined;

  /** Records the job's task as the list shows it; `undefined` if the list doesn't show it. */
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
