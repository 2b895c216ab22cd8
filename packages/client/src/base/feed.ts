// Progress as an async iterator. A reader gets the latest state each time, not every state, so a slow reader blocks
// nothing.

export interface Feed {
  /** Announces a new state. */
  changed(): void;
  /**
   * Yields the current state, then the state after each change. Ends when the work ends, and throws if the work fails.
   */
  follow<S>(state: () => S, work: Promise<unknown>): AsyncGenerator<S>;
}

export function createFeed(): Feed {
  let version = 0;
  let waiting: (() => void)[] = [];
  const wakeAll = () => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  return {
    changed() {
      version++;
      wakeAll();
    },
    async *follow(state, work) {
      let ended = false;
      const end = () => {
        ended = true;
        wakeAll();
      };
      // The loop throws the failure, so it isn't an unhandled rejection.
      work.then(end, end);
      for (let shown = -1; ; ) {
        if (shown !== version) {
          shown = version;
          yield state();
        } else if (ended) {
          await work;
          return;
        } else {
          await new Promise<void>((resolve) => {
            waiting.push(resolve);
          });
        }
      }
    },
  };
}
