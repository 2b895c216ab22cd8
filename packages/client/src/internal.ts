// For the other packages and programs of this project, in Node. It can change in any release without notice.
export { checkAwaited } from "./base/awaited.ts";
export {
  CLAIM_LIFE_MS,
  JOB_TIMEOUT_MS,
  MAX_LIST_AGE_MS,
  VISIBILITY_TIMEOUT_MS,
} from "./base/constants.ts";
export { fingerprint } from "./base/hash.ts";
export type { Runtime } from "./base/runtime.ts";
export { abortedError } from "./base/with-deadline.ts";
export { baseUrl } from "./call/endpoint.ts";
export { timeOf } from "./call/tasks.ts";
export { CALL_TIMEOUT_MS } from "./client.ts";
export type { Claim } from "./job/claims.ts";
export type { OnState } from "./job/options.ts";
export { strictlyDecoded } from "./node/decoded-response.ts";
export { makeFolder, replaceFile, syncFolder } from "./node/durable.ts";
export { type Lock, takeLock } from "./node/ledger-lock.ts";
export { reasonOf } from "./node/reason.ts";
export { cannotWrite, fileExistsError } from "./node/save-error.ts";
export { hasFileEnding } from "./node/save-file.ts";
export { DAY_MS, GMT8_MS } from "./query/calendar.ts";
export { type Instant, toMs } from "./query/instant.ts";
export { type BaseQuery, queryProperties, toWire } from "./query/query.ts";
export { type StoredJob, storedJob, withTask } from "./state/state.ts";
