/** Yields the results of `start` in order. Several of them run at the same time. */
export async function* ahead<T, R>(list: readonly T[], start: (one: T) => Promise<R>, count = 16): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (let next = 0; next < list.length || running.length > 0; ) {
    while (next < list.length && running.length < count) {
      const result = start(list[next++] as T);
      // After an error, the others aren't awaited.
      result.catch(() => {});
      running.push(result);
    }
    yield await (running.shift() as Promise<R>);
  }
}
