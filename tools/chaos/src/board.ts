// The exports that aren't done yet.
import type { Outcome } from "./ledger.ts";
import type { Plan } from "./plan.ts";

export interface Board {
  readonly outcomes: readonly Outcome[];
  readonly isDone: boolean;
  /**
   * Returns an export to work on: a new one, or one whose program has died or given it up. `undefined` if there is none.
   *
   * @param isFirst - whether the program has just started. If so, it runs a new export before it restores another's.
   */
  next(isFirst: boolean): { n: number; isRestored: boolean } | undefined;
  /** Leaves the export to another program, possibly after a while. */
  giveUp(n: number): void;
  end(outcome: Omit<Outcome, "elapsedMs">): void;
}

/** Half of the exports that were given up continue immediately, the rest up to four minutes later. */
const LATER_MS = 240_000;

export function createBoard({ exports }: Plan, now: () => number, random: () => number): Board {
  const fresh = Array.from({ length: exports }, (_, n) => n);
  let givenUp: { n: number; from: number }[] = [];
  const outcomes: Outcome[] = [];
  const begun = new Map<number, number>();
  return {
    outcomes,
    get isDone() {
      return outcomes.length === exports;
    },
    next(isFirst) {
      const found = givenUp.find(({ from }) => from <= now());
      if (found && (!isFirst || fresh.length === 0)) {
        givenUp = givenUp.filter((one) => one !== found);
        return { n: found.n, isRestored: true };
      }
      const n = fresh.shift();
      if (n === undefined) return undefined;
      begun.set(n, now());
      return { n, isRestored: false };
    },
    giveUp(n) {
      givenUp.push({ n, from: now() + (random() < 0.5 ? 0 : random() * LATER_MS) });
    },
    end(outcome) {
      outcomes.push({ ...outcome, elapsedMs: now() - (begun.get(outcome.n) ?? now()) });
    },
  };
}
