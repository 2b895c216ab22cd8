/**
 * A date as X-Sdk-Date carries it: `YYYYMMDDTHHMMSSZ`, UTC, no fraction. A string in this form is handed back.
 *
 * @throws TypeError for a string in another form; RangeError for an invalid Date.
 */
export function sdkDate(date: Date | string): string {
  const text = typeof date === "string" ? date : date.toISOString().replace(/[-:]|\.\d+/g, "");
  if (!/^\d{8}T\d{6}Z$/.test(text)) throw new TypeError("date is not YYYYMMDDTHHMMSSZ: give it so");
  return text;
}

/** The time of an X-Sdk-Date in milliseconds; NaN if it is none. */
export function parseSdkDate(text: string): number {
  // Date.parse takes many other forms.
  return FIELDS.test(text) ? Date.parse(text.replace(FIELDS, "$1-$2-$3T$4:$5:$6Z")) : Number.NaN;
}

const FIELDS = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;
