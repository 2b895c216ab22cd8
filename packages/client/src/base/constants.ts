/** The longest time for a whole job. How long a real export runs is unknown. */
export const JOB_TIMEOUT_MS: number = 30 * 60_000;
/** How long before its deadline a job polls for the last time. */
export const LAST_LOOK_MS = 1000;
/** The longest time for which a download may receive nothing. */
export const STALL_TIMEOUT_MS = 60_000;
/** How long a new task may take to appear in the list. An assumption: the service doesn't document it. */
export const VISIBILITY_TIMEOUT_MS: number = 2 * 60_000;

export const FIRST_DELAY_MS = 500;
export const MAX_DELAY_MS = 30_000;
export const DELAY_GROWTH = 1.6;

/** Tries of a call that is safe to repeat, until a call succeeds: a wrong endpoint is reported soon. */
export const FIRST_TRIES = 6;
/** Tries after a call has succeeded: the endpoint works, so failures are temporary. */
export const MAX_TRIES = 10;
/** Create calls of one job with `onLost: "create-again"`. */
export const MAX_CREATE_CALLS = 10;
/** How often a link that doesn't work is renewed. */
export const MAX_RENEWALS = 4;
/** The longest pause that a server can request with `Retry-After`. */
export const MAX_RETRY_AFTER_MS = 60_000;

/** The `Date` header is in whole seconds, rounded down. */
export const DATE_STEP_MS = 1000;
/** How far `create_time` (the service's clock) may differ from the `Date` header (the gateway's clock). */
export const SERVER_SKEW_MS = 10_000;
/** A list older than this doesn't show which tasks are new: the job lists again before it creates a task. */
export const MAX_LIST_AGE_MS = 10_000;
/** How much longer other jobs wait for a call's window, because the `Date` header is in whole seconds. */
export const WINDOW_MARGIN_MS = 2000;
/**
 * Milliseconds for which an answered create call whose task doesn't appear stays open. Until then, no other job takes a
 * task that this call may have created.
 */
export const CLAIM_LIFE_MS: number = 24 * 3_600_000;
/** How many resolved create calls a claims file keeps, for programs that restore their jobs later. */
export const MAX_STORED_CLAIMS = 100;

/** The largest page of the task list. */
export const PAGE_SIZE = 100;
/** Guard against endless pagination. */
export const MAX_PAGES = 1000;

/** How many redirects a download follows. */
export const MAX_REDIRECTS = 5;
