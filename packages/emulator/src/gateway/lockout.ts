/** Locks an access key (AK) after too many wrong signatures in a row: more than five, for five minutes (documented, api-sign-0001). */
export interface Lockout {
  isLocked(ak: string): boolean;
  failed(ak: string): void;
  succeeded(ak: string): void;
  unlock(ak: string): void;
  /** The AKs that are locked now. */
  locked(): LockedKey[];
  state(): LockoutState;
  restore(state: LockoutState): void;
}

/** A locked AK, and the end of the lock in milliseconds since the epoch. */
export interface LockedKey {
  ak: string;
  until: number;
}

export interface LockoutOptions {
  lockAfter: number;
  lockMs: number;
  now: () => number;
  onKeyLocked: ((key: LockedKey) => void) | undefined;
}

export interface LockoutState {
  /** For each AK, the wrong signatures in a row. */
  failures: readonly (readonly [ak: string, count: number])[];
  /** For each AK, the end of its lock. */
  lockedUntil: readonly (readonly [ak: string, time: number])[];
}

/** Callers report only AKs that exist, so that invented ones use no memory. */
export function createLockout({ lockAfter, lockMs, now, onKeyLocked }: LockoutOptions): Lockout {
  let failures = new Map<string, number>();
  let lockedUntil = new Map<string, number>();
  return {
    isLocked: (ak) => now() < (lockedUntil.get(ak) ?? 0),
    failed(ak) {
      const count = (failures.get(ak) ?? 0) + 1;
      failures.set(ak, count);
      if (count <= lockAfter) return;
      const until = now() + lockMs;
      lockedUntil.set(ak, until);
      failures.delete(ak);
      onKeyLocked?.({ ak, until });
    },
    succeeded: (ak) => void failures.delete(ak),
    unlock(ak) {
      failures.delete(ak);
      lockedUntil.delete(ak);
    },
    locked: () => [...lockedUntil].map(([ak, until]) => ({ ak, until })).filter(({ until }) => now() < until),
    state: () => ({ failures: [...failures], lockedUntil: [...lockedUntil] }),
    restore(state) {
      failures = new Map(state.failures);
      lockedUntil = new Map(state.lockedUntil);
    },
  };
}
