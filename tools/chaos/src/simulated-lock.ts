// A lock between programs in virtual time. Like `fileLock`, it drops a program without heartbeats. The program learns this when
// it runs again.
import type { ClaimStore, Lock } from "@cdn-export/client";
import type { Clock } from "@cdn-export/emulator";
import type { Journal } from "./journal.ts";
import type { Program } from "./program.ts";

export interface SimulatedLock {
  /** Whether the program has the turn. */
  isHeldBy(program: Program): boolean;
  lockOf(program: Program): Lock;
}

interface Holder {
  program: Program;
  lost: AbortController;
}

export interface LockOptions {
  clock: Clock;
  journal: Journal;
  random: () => number;
  graceMs: number;
  /** The store of unresolved create calls next to the lock, if the profile has one. */
  claimsOf: ((program: Program) => ClaimStore) | undefined;
}

const LOOK_MS = 250;
const HEARTBEAT_MS = 2000;

export function simulatedLock({ clock, journal, random, graceMs, claimsOf }: LockOptions): SimulatedLock {
  let holder: Holder | undefined;

  function isStale({ program }: Holder): boolean {
    const { isDead, stoppedSince } = program;
    return isDead || (stoppedSince !== undefined && clock.now() - stoppedSince > graceMs);
  }

  async function notifyOfLoss({ program, lost }: Holder): Promise<void> {
    await program.gate();
    await program.sleep(random() * HEARTBEAT_MS);
    lost.abort(new Error("the lock was lost"));
  }

  async function acquire(program: Program, signal: AbortSignal): Promise<Holder> {
    for (;;) {
      await program.gate();
      signal.throwIfAborted();
      if (holder && isStale(holder)) {
        journal.note(program.name, `breaks the lock of program ${holder.program.name}`);
        notifyOfLoss(holder);
        holder = undefined;
      }
      if (!holder) {
        holder = { program, lost: new AbortController() };
        return holder;
      }
      await program.sleep(LOOK_MS * (1 + random()), signal);
    }
  }

  return {
    isHeldBy: (program) => holder?.program === program,
    lockOf: (program) => async (work, signal) => {
      const own = await acquire(program, signal);
      const verify = async () => {
        await program.step("before verify");
        const isHeld = holder === own;
        await program.fencedStep("after verify");
        if (isHeld) return;
        own.lost.abort(new Error("the lock was lost"));
        throw new Error("the lock was lost");
      };
      try {
        return await work({ lost: own.lost.signal, verify, ...(claimsOf && { claims: claimsOf(program) }) });
      } finally {
        await program.gate();
        if (holder === own) holder = undefined;
      }
    },
  };
}

/** A lock that excludes no program. */
export function brokenLock(): SimulatedLock {
  return { isHeldBy: () => true, lockOf: () => (work) => work() };
}
