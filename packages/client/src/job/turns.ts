/** Runs work while nobody else runs such work. For programs that share an account, and so the list of its tasks. */
export type CriticalSection = <T>(work: () => Promise<T>) => Promise<T>;

/** The jobs of one client, one after another. */
export function turns(): CriticalSection {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
}

/**
 * The same within a section that other programs enter, too. It is kept as long as jobs of this client wait for their
 * turn, and then through a gap, in which nobody's task is created.
 *
 * @param gap - resolves when the tasks created so far can be told from the next ones.
 */
export function sharedTurns(section: CriticalSection, gap: () => Promise<void>): CriticalSection {
  interface Turn {
    /** Whether it succeeded; it never rejects, for whoever waits for the turn is told. */
    take(): Promise<boolean>;
    refuse(reason: unknown): void;
  }
  let waiting: Turn[] = [];
  let isEntered = false;

  async function takeAll(): Promise<void> {
    while (waiting.length > 0) {
      let isCreated = false;
      for (let turn = waiting.shift(); turn; turn = waiting.shift()) isCreated = (await turn.take()) || isCreated;
      if (isCreated) await gap();
    }
  }

  async function enter(): Promise<void> {
    isEntered = true;
    try {
      await section(takeAll);
    } catch (reason) {
      // The section cannot be entered.
      for (const turn of waiting) turn.refuse(reason);
      waiting = [];
    }
    isEntered = false;
    if (waiting.length > 0) await enter();
  }

  return (work) =>
    new Promise((resolve, reject) => {
      const take = () =>
        work().then(
          (result) => {
            resolve(result);
            return true;
          },
          (reason) => {
            reject(reason);
            return false;
          },
        );
      waiting.push({ take, refuse: reject });
      if (!isEntered) enter();
    });
}
