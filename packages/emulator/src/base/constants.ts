/** Body limit of AK/SK requests: 12 MB, documented for every service. */
export const MAX_BODY_BYTES: number = 12 * 1024 * 1024;

/** Most bytes of bodies that are on their way at the same time. */
export const MAX_BUFFERED_BYTES: number = 256 * 1024 * 1024;

/** Longest request target that is answered; the gateway's own limit is not documented. */
export const MAX_TARGET_CHARS = 8192;

/** Most bytes of a request's head: enough for a target that is too long to be told so. */
export const MAX_HEADER_BYTES: number = 32 * 1024;

/** The host of a cloud without a port. `.localhost` never leaves the machine. */
export const IN_PROCESS_URL = "http://emulator.localhost";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The finest grain of the statistics: five minutes. */
export const SLOT_MS = 300_000;

/** The service counts days in GMT+8, which has no daylight saving time. */
export const GMT8_MS: number = 8 * HOUR_MS;

/** Where the manual clock starts when nothing else is said: 2026-11-08 10:00 (GMT+8). */
export const DEFAULT_START_MS = 1_794_103_200_000;
