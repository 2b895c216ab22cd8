// All exports in this process, on a clock that passes when nothing else happens.
import { createHash } from "node:crypto";
import { type CriticalSection, createExportClient, type ExportClient } from "@cdn-export/client";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { audit } from "./audit.ts";
import { type Ledger, nameOf, type Outcome } from "./ledger.ts";
import { clockSkew, cloudOptions, type Plan, query, START } from "./plan.ts";
import { randomOf } from "./random.ts";
import { virtualClock } from "./virtual-clock.ts";

export async function runInProcess(plan: Plan): Promise<Ledger> {
  const clock = virtualClock(START);
  const cloud = await startEmulator({ ...cloudOptions(plan), clock, port: false });
  const random = randomOf(plan.seed);
  let retries = 0;
  const section = oneAtATime();
  const newClient = () =>
    createExportClient({
      ...(plan.apart && { soleWriter: false }),
      ...(plan.programs > 1 && !plan.apart && { criticalSection: section }),
      credentials: DEMO_CREDENTIALS,
      endpoint: cloud.url,
      fetch: cloud.fetch,
      onLost: "create-again",
      // The exports take turns, and each may have to wait for several that were lost.
      timeout: 24 * 3_600_000,
      onRetry: () => retries++,
      world: {
        now: () => clock.now() + clockSkew(plan),
        random,
        async sleep(ms, signal) {
          await clock.sleep(ms, signal);
          signal?.throwIfAborted();
        },
      },
    });

  const outcomes: Outcome[] = [];
  let next = 0;
  async function work(cdn: ExportClient): Promise<void> {
    while (next < plan.exports) {
      const n = next++;
      const startedAt = clock.now();
      const end = (how: Partial<Outcome>) => outcomes.push({ n, ...how, elapsedMs: clock.now() - startedAt });
      try {
        const bytes = await (await cdn.exportStatistics(query(n))).bytes();
        end({ sha256: createHash("sha256").update(bytes).digest("hex") });
      } catch (error) {
        end({ error: nameOf(error) });
      }
    }
  }
  try {
    const clients = Array.from({ length: plan.programs }, newClient);
    await clock.run(Promise.all(clients.flatMap((cdn) => Array.from({ length: plan.atOnce }, () => work(cdn)))));
    return await audit(plan, { cloud, clock }, outcomes, { faults: cloud.faults.log.length, retries, kills: 0 });
  } finally {
    await cloud.close();
  }
}

/** The lock that the programs share. */
function oneAtATime(): CriticalSection {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn.catch(() => {});
    return turn;
  };
}
