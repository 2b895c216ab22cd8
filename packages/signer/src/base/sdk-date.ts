/**
 * Formats a date for X-Sdk-Date: `YYYYMMDDTHHMMSSZ` in UTC, without a fraction. A string in this form is returned
 * unchanged. Numbers are milliseconds since 1970.
 *
 * @param date - by default the current time.
 * @throws RangeError for an invalid date.
 */
export function sdkDate(date: Date | string | number = Date.now()): string {
  return /^\d{8}T\d{6}Z$/.test(date as string)
    ? (date as string)
    : new Date(date).toISOString().replace(/[-:]|\.\d+/g, "");
}

/** The time of an X-Sdk-Date in milliseconds since 1970; NaN if the text isn't one. */
export function parseSdkDate(text: string): number {
  // Date.parse alone would accept many other forms. Without a match it parses "undefined-...", which is NaN.
  const [, year, month, day, hour, minute, second] = FIELDS.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const FIELDS = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
