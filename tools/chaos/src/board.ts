// Which exports are still to be done, and by whom.
import type { Outcome } from "./ledger.ts";
import type { Plan } from "./plan.ts";

export interface Board {
  readonly outcomes: readonly Outcome[];
  readonly isDone: boolean;
  /**
   * An export to work on: a new one, or one whose program has died or given it up. `undefined` when there is none now.
   *
   * @param isFirst - whether the program has just started: then it runs a new export before it restores another's.
   */
  next(isFirst: boolean): { n: number; isRestored: boolean } | undefined;
  /** Somebody else has to continue the export, after a while. */
  giveUp(n: number): void;
  end(outcome: Omit<Outcome, "elapsedMs">): void;
}

/** Half of what was given up is continued at once, the rest up to four minutes later. */
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
