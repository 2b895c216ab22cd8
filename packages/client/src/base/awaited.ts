/**
 * Catches a forgotten `await`, which JavaScript doesn't report.
 *
 * @param what - the argument's name, for the message.
 * @throws TypeError when `value` is a promise.
 */
export function checkAwaited(what: string, value: unknown): void {
  if (typeof (value as PromiseLike<unknown> | undefined)?.then === "function")
    throw new TypeError(`${what} is a promise: await it first`);
}
