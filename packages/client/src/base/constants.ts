/** How long one HTTP call may take, and how long a download may stand still. */
export const CALL_TIMEOUT_MS = 30_000;
/** How long a job may take in all. The run time of a real export is unknown. */
export const JOB_TIMEOUT_MS: number = 30 * 60_000;
/** The last look of a job is so long before its deadline. */
export const LAST_LOOK_MS = 1000;
/** How long a new task may take to show up in the list: an assumption, for the service says nothing of it. */
export const VISIBILITY_TIMEOUT_MS: number = 2 * 60_000;

export const FIRST_DELAY_MS = 500;
export const MAX_DELAY_MS = 30_000;
export const DELAY_GROWTH = 1.6;

/** Tries of a call that may be repeated safely, while no call has succeeded: an endpoint that is wrong is told soon. */
export const FIRST_TRIES = 6;
/** Tries once one has: the endpoint works, so that trouble passes. */
export const MAX_TRIES = 10;
/** Create calls of one job, where the caller allows to create again. */
export const MAX_CREATE_CALLS = 10;
/** How often a link that does not work is renewed. */
export const MAX_RENEWALS = 4;
/** A server that asks for a longer pause is not obeyed in full. */
export const MAX_RETRY_AFTER_MS = 60_000;

/** The `Date` header is in whole seconds, rounded down. */
export const DATE_STEP_MS = 1000;
/** How far `create_time` (the service's clock) may lie from the `Date` header (the gateway's clock). */
export const SERVER_SKEW_MS = 10_000;
/** A list answer older than this says too little about what is new: the job lists again before it creates. */
export const MAX_LIST_AGE_MS = 10_000;
/** The window that others wait for is longer by this than the one by the `Date` header, which is in whole seconds. */
export const WINDOW_MARGIN_MS = 2000;
/** How long an answered create call whose task doesn't appear stays open: no other job takes a task that could be its own. */
export const CLAIM_LIFE_MS: number = 24 * 3_600_000;
/** So many resolved create calls are kept next to a lock, for programs that restore their jobs later. */
export const MAX_STORED_CLAIMS = 100;

/** The largest page that the list gives. */
export const PAGE_SIZE = 100;
/** Guard against endless pagination. */
export const MAX_PAGES = 1000;

/** A link that leads further than this leads nowhere. */
export const MAX_REDIRECTS = 5;
