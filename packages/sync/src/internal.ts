// For the other packages and programs of this project. It can change in any release without notice.
export { afterFailure } from "./failure.ts";
export { groupBy } from "./group-by.ts";
export { safeName } from "./names.ts";
export { type KeptWindow, type Prunable, prunable, prune } from "./prune.ts";
export { type Standing, standingOf } from "./standing.ts";
export { afterSave, describe, isWorthWriting } from "./steps.ts";
