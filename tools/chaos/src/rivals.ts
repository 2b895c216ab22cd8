// Undeclared programs that create tasks at any time.
import { type Clock, DEMO_CREDENTIALS, type Emulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import type { Journal } from "./journal.ts";
import { type Plan, rivalRequest } from "./plan.ts";
import { randomOf } from "./random.ts";

const HOUR_MS = 3_600_000;

interface Surroundings {
  cloud: Emulator;
  clock: Clock;
  journal: Journal;
  hold: (work: Promise<void>) => Promise<void>;
}

export function createRivals(plan: Plan, { cloud, clock, journal, hold }: Surroundings): { stop(): void } {
  const random = randomOf(plan.seed * 13 + 3);
  const signedFetch = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch, now: clock.now });
  let isStopped = false;
  async function run() {
    for (let k = 0; !isStopped; k++) {
      // Exponentially distributed, like the time between independent events.
      await clock.sleep((-Math.log(1 - random()) * HOUR_MS) / plan.rivalsPerHour);
      if (isStopped) return;
      const body = JSON.stringify(rivalRequest(k));
      cloud.faults.push({ at: "create", what: "late", ms: random() * 3000 });
      const headers = { "content-type": "application/json" };
      await signedFetch(`${cloud.url}/v1/cdn/statistics/export-tasks`, { method: "POST", headers, body });
      journal.note("", "executes a rival's create call");
    }
  }
  hold(run());
  return {
    stop() {
      isStopped = true;
    },
  };
}
