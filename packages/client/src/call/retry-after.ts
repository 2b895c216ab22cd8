/**
 * The pause that a server asks for, in milliseconds. `Retry-After` is a number of seconds, or a date by the server's
 * clock.
 */
export function retryAfter(headers: Headers): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const until = timeOf(value);
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : (until ?? 0) - (timeOf(headers.get("date")) ?? Date.now());
  return Math.max(0, ms);
}

/** A date in a header, in milliseconds since the epoch. */
export function timeOf(header: string | null | undefined): number | undefined {
  const ms = Date.parse(header ?? "");
  return Number.isNaN(ms) ? undefined : ms;
}
