/** Body limit of AK/SK requests: 12 MB, documented for every service. */
export const MAX_BODY_BYTES: number = 12 * 1024 * 1024;

/** Most bytes of bodies that are on their way at the same time. */
export const MAX_BUFFERED_BYTES: number = 256 * 1024 * 1024;

/** Longest request target that is answered; the gateway's own limit is not documented. */
export const MAX_TARGET_CHARS = 8192;

/** Most bytes of a request's head: enough for a target that is too long to be told so. */
export const MAX_HEADER_BYTES: number = 32 * 1024;

/** How long a connection stays open after its last answer: a socket that is closed at once could take the answer with it. */
export const LINGER_MS = 500;
