// For the other packages and programs of this project, in Node. It may change in any release, without notice.
export { checkAwaited } from "./awaited.ts";
export { abortedError } from "./call/bounded.ts";
export { baseUrl } from "./call/endpoint.ts";
export { createPace } from "./call/pace.ts";
export { timeOf } from "./call/tasks.ts";
export { CLAIM_LIFE_MS } from "./constants.ts";
export { mark } from "./hash.ts";
export type { Claim } from "./job/claims.ts";
export type { OnState } from "./job/job.ts";
export { type StoredJob, storedJob, withTask } from "./job/state.ts";
export { replaceFile, syncFolder } from "./node/durable.ts";
export { type Lock, takeLock } from "./node/ledger-lock.ts";
export { cannotWrite, REASONS } from "./node/save-error.ts";
export { DAY_MS, GMT8_MS } from "./query/calendar.ts";
export { type Instant, toMs } from "./query/instant.ts";
export { type BaseQuery, queryProperties, toWire } from "./query/query.ts";
export type { Runtime } from "./runtime.ts";
