import type { MainFault } from "../faults/fault-queue.ts";
import type { FileMemory } from "../files/file-memory.ts";
import type { Account } from "../gateway/accounts.ts";
import type { RawRequest } from "../http/message.ts";
import type { Settings } from "../options/settings.ts";
import type { Identifiers } from "../tasks/identifiers.ts";
import type { Links } from "../tasks/links.ts";
import type { TaskStore } from "../tasks/task-store.ts";

/** What an operation works with: the cloud, and one call of it. */
export interface Cloud {
  settings: Settings;
  tasks: TaskStore;
  links: Links;
  files: FileMemory;
  identifiers: Identifiers;
}

export interface Call {
  cloud: Cloud;
  account: Account;
  request: RawRequest;
  requestId: string;
  /** What strikes the call: kinds that concern tasks and lists are for the operation to heed. */
  fault: MainFault | undefined;
}
