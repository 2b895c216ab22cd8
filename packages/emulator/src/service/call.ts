import type { Account } from "../accounts.ts";
import type { Fate } from "../faults/strike.ts";
import type { RawRequest } from "../http/message.ts";
import type { Settings } from "../options.ts";
import type { Links } from "../tasks/links.ts";
import type { TaskStore } from "../tasks/task-store.ts";

/** What an operation works with: the cloud, and one call of it. */
export interface Cloud {
  settings: Settings;
  tasks: TaskStore;
  links: Links;
}

export interface Call {
  cloud: Cloud;
  account: Account;
  request: RawRequest;
  requestId: string;
  /** What a fault has decided about the task to be created. */
  fate: Fate | undefined;
}
