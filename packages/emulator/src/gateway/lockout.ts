/** Locks an AK that fails too often in a row: more than five times, for five minutes (documented, api-sign-0001). */
export interface Lockout {
  isLocked(ak: string): boolean;
  failed(ak: string): void;
  succeeded(ak: string): void;
  state(): LockoutState;
  restore(state: LockoutState): void;
}

export interface LockoutOptions {
  lockAfter: number;
  lockMs: number;
  now: () => number;
}

/** By AK: failures in a row, and when a lock ends. */
export interface LockoutState {
  failures: readonly (readonly [ak: string, count: number])[];
  lockedUntil: readonly (readonly [ak: string, time: number])[];
}

/** Only to be told of AKs that exist, so that made-up ones take no memory. */
export function createLockout({ lockAfter, lockMs, now }: LockoutOptions): Lockout {
  let failures = new Map<string, number>();
  let lockedUntil = new Map<string, number>();
  return {
    isLocked: (ak) => now() < (lockedUntil.get(ak) ?? 0),
    failed(ak) {
      const count = (failures.get(ak) ?? 0) + 1;
      failures.set(ak, count);
      if (count <= lockAfter) return;
      lockedUntil.set(ak, now() + lockMs);
      failures.delete(ak);
    },
    succeeded: (ak) => void failures.delete(ak),
    state: () => ({ failures: [...failures], lockedUntil: [...lockedUntil] }),
    restore(state) {
      failures = new Map(state.failures);
      lockedUntil = new Map(state.lockedUntil);
    },
  };
}
