/** Locks an AK that fails too often in a row: more than five times, for five minutes (documented, api-sign-0001). */
export interface Lockout {
  isLocked(ak: string): boolean;
  failed(ak: string): void;
  succeeded(ak: string): void;
}

export interface LockoutOptions {
  lockAfter: number;
  lockMs: number;
  now: () => number;
}

/** Only to be told of AKs that exist, so that made-up ones take no memory. */
export function createLockout({ lockAfter, lockMs, now }: LockoutOptions): Lockout {
  const failures = new Map<string, number>();
  const lockedUntil = new Map<string, number>();
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
  };
}
