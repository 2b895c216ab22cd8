/** One at a time: jobs of one client take turns between looking at the list and seeing their own task in it. */
export interface Section {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** A task was given up as lost: it may still turn up, so a task of unknown age proves nothing any more. */
  lost: boolean;
  /** Tasks that jobs of this client have found to be theirs. */
  readonly owned: Set<string>;
}

export function createSection(): Section {
  let last: Promise<unknown> = Promise.resolve();
  return {
    lost: false,
    owned: new Set(),
    run(work) {
      const turn = last.then(work, work);
      last = turn.catch(() => {});
      return turn;
    },
  };
}
