/** Checks an option that is a duration. Timers longer than 2^31 ms fire immediately. */
export function duration(name: string, ms: number): number {
  if (typeof ms !== "number" || !(ms > 0 && ms < 2 ** 31))
    throw new TypeError(`${name} must be a number of milliseconds from 1 to ${2 ** 31 - 1}, not ${ms} (${typeof ms})`);
  return ms;
}
