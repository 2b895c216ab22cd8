import { JOB_TIMEOUT_MS, STALL_TIMEOUT_MS, VISIBILITY_TIMEOUT_MS } from "../base/constants.ts";
import { duration } from "../base/duration.ts";
import type { JobOptions } from "./options.ts";

export interface JobSettings {
  timeoutMs: number;
  visibilityTimeoutMs: number;
  stallTimeoutMs: number;
  callTimeoutMs: number;
  onLost: "fail" | "create-again";
  followRedirect: ((from: URL, to: URL) => boolean) | undefined;
}

/** The settings of one job: from its own options, else from the client's. @throws TypeError when one is invalid. */
export function settingsOf(job: JobOptions, client: JobOptions, callTimeoutMs: number): JobSettings {
  const onLost = job.onLost ?? client.onLost ?? "fail";
  if (onLost !== "fail" && onLost !== "create-again")
    throw new TypeError(`onLost is "fail" or "create-again", not ${JSON.stringify(onLost)}`);
  const visibilityTimeout = job.visibilityTimeout ?? client.visibilityTimeout ?? VISIBILITY_TIMEOUT_MS;
  return {
    callTimeoutMs,
    timeoutMs: duration("timeout", job.timeout ?? client.timeout ?? JOB_TIMEOUT_MS),
    visibilityTimeoutMs: duration("visibilityTimeout", visibilityTimeout),
    stallTimeoutMs: duration("stallTimeout", job.stallTimeout ?? client.stallTimeout ?? STALL_TIMEOUT_MS),
    onLost,
    followRedirect: job.followRedirect ?? client.followRedirect,
  };
}
