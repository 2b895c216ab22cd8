/**
 * A date as X-Sdk-Date carries it: `YYYYMMDDTHHMMSSZ`, UTC, no fraction. A text in this form is handed back, any other
 * date is converted.
 *
 * @throws RangeError for what is no date.
 */
export function sdkDate(date: Date | string | number = Date.now()): string {
  return /^\d{8}T\d{6}Z$/.test(date as string)
    ? (date as string)
    : new Date(date).toISOString().replace(/[-:]|\.\d+/g, "");
}

/** The time of an X-Sdk-Date in milliseconds; NaN if it is none. */
export function parseSdkDate(text: string): number {
  // Date.parse takes many other forms; of what does not match it makes NaN.
  const [, year, month, day, hour, minute, second] = FIELDS.exec(text) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const FIELDS = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
