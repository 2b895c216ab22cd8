export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** The shortest interval of the statistics: five minutes. */
export const SLOT_MS = 300_000;

/** The service counts days in GMT+8, which has no daylight saving time. */
export const GMT8_MS: number = 8 * HOUR_MS;
