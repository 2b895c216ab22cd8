import { type CdnErrorCode, lookUp } from "@cdn-export/api/errors";
import type { MainFault } from "../faults/fault-queue.ts";
import type { FileCache } from "../files/file-cache.ts";
import type { Account } from "../gateway/accounts.ts";
import { problemAnswer } from "../http/answers.ts";
import type { RawRequest, RawResponse } from "../http/message.ts";
import type { Settings } from "../options/settings.ts";
import type { Identifiers } from "../tasks/identifiers.ts";
import type { Links } from "../tasks/links.ts";
import type { TaskStore } from "../tasks/task-store.ts";

/** The parts of the emulator that operations use. */
export interface Cloud {
  settings: Settings;
  tasks: TaskStore;
  links: Links;
  files: FileCache;
  identifiers: Identifiers;
}

/** A valid call of an operation. */
export interface Call {
  cloud: Cloud;
  account: Account;
  request: RawRequest;
  requestId: string;
  /** The fault that hits the call. The operation applies faults of tasks, lists and files. */
  fault: MainFault | undefined;
}

/** Refuses a call with an error of the service. The option `errorStatus` decides the HTTP status. */
export function refuse({ cloud, requestId }: Call, code: CdnErrorCode, message: string): RawResponse {
  const { errorStatus } = cloud.settings;
  const documented = lookUp(code)?.status[0] ?? 400;
  const status = errorStatus === "http-200" ? 200 : errorStatus === "http-400" && documented === 200 ? 400 : documented;
  return problemAnswer({ code, message, status }, requestId);
}
