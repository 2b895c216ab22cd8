/** Refuses a promise where its value is needed: a forgotten await, which JavaScript doesn't report. */
export function checkAwaited(what: string, value: unknown): void {
  if (typeof (value as PromiseLike<unknown> | undefined)?.then === "function")
    throw new TypeError(`${what} is a promise: await it first`);
}
