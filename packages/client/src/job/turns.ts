/**
 * Runs work while nobody else runs such work. For programs that share an account, and so the list of its tasks. The
 * signal is aborted when nobody waits for the work any more: then it need not be run.
 */
export type CriticalSection = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

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
  /** Ends the wait for the section, while there is one. */
  let entering: AbortController | undefined;
  let isEntered = false;

  async function takeAll(): Promise<void> {
    while (waiting.length > 0) {
      let isCreated = false;
      for (let turn = waiting.shift(); turn; turn = waiting.shift()) isCreated = (await turn.take()) || isCreated;
      if (isCreated) await gap();
    }
  }

  async function enter(): Promise<void> {
    const wait = new AbortController();
    entering = wait;
    let reason: unknown = new TypeError("The critical section ended without having run its work");
    try {
      await section(() => {
        isEntered = true;
        return takeAll();
      }, wait.signal);
    } catch (error) {
      reason = error;
    }
    // Whoever came after everybody had left begins anew.
    const refused = isEntered || wait.signal.aborted ? [] : waiting.splice(0);
    for (const turn of refused) turn.refuse(reason);
    entering = undefined;
    isEntered = false;
    if (waiting.length > 0) await enter();
  }

  return (work, signal) =>
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
      const turn = { take, refuse: reject };
      waiting.push(turn);
      const leave = () => {
        waiting = waiting.filter((other) => other !== turn);
        reject(signal?.reason);
        if (waiting.length === 0 && !isEntered) entering?.abort(signal?.reason);
      };
      signal?.addEventListener("abort", leave, { once: true });
      if (signal?.aborted) leave();
      else if (!entering) enter();
    });
}
