/** The limit for bodies of signed requests: 12 MB, documented for every service. */
export const MAX_BODY_BYTES: number = 12 * 1024 * 1024;

/** The limit for all bodies that are in transit at the same time. */
export const MAX_BUFFERED_BYTES: number = 256 * 1024 * 1024;

/** The longest request target. The gateway's limit is undocumented. */
export const MAX_TARGET_CHARS = 8192;

/** The limit for the head of a request. It leaves room to read, and refuse, a target that is too long. */
export const MAX_HEADER_BYTES: number = 32 * 1024;

/** How long a connection stays open after its last response: closing it at once could lose the response. */
export const LINGER_MS = 500;
