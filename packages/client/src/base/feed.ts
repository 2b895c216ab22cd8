// Progress as an async iterator. Whoever follows sees the latest state each time, not every one: a slow reader holds
// nothing up.

export interface Feed {
  /** There is a new state to see. */
  changed(): void;
  /** The state now, then after each change; when the work has ended, the loop ends with it, or throws its failure. */
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
      // The loop tells a failure: nobody else has to ask.
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
