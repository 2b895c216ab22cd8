// Incidents of programs, and the steps at which they happen.
import type { Plan } from "./plan.ts";

/** Steps of a program. The names say whether they come before or after their effect. */
export type Step =
  | "list answered"
  | "before the create call"
  | "create call sent"
  | "create call answered"
  | "before verify"
  | "after verify"
  | "before saving"
  | "after saving"
  | "before the claims are read"
  | "before the claims are written"
  | "after the claims are written"
  | "before the download";

/** `kill` ends the program like kill -9, `stop` pauses it, `abort` ends one job, `interrupt` ends all jobs and the program. */
export type Incident = { kind: "kill" | "abort" | "interrupt" } | { kind: "stop"; ms: number; isMachine: boolean };

/** The probability of each incident at a step. */
type Rates = readonly [kill: number, abort: number, interrupt: number, stop: number];

const RATES: Readonly<Record<Step, Rates>> = {
  "list answered": [0.0005, 0, 0, 0.001],
  "before the create call": [0.02, 0.02, 0.01, 0.03],
  "create call sent": [0.05, 0.05, 0.03, 0.04],
  "create call answered": [0.03, 0.03, 0.02, 0.03],
  "before verify": [0.01, 0.01, 0, 0.04],
  "after verify": [0.01, 0.01, 0, 0.005],
  "before saving": [0.003, 0.002, 0, 0.003],
  "after saving": [0.003, 0.002, 0, 0.003],
  "before the claims are read": [0.005, 0, 0, 0.01],
  "before the claims are written": [0.006, 0.004, 0, 0.002],
  "after the claims are written": [0.008, 0.004, 0, 0.01],
  "before the download": [0.01, 0, 0, 0.01],
};

/** Real processes have fewer of these steps. */
const MORE_OFTEN = 4;

export function createIncidents(
  { plain, rival, kill: isReal }: Plan,
  random: () => number,
): (step: Step) => Incident | undefined {
  if (plain || rival !== "none") return () => undefined;
  return (step) => {
    const [kill, abort, interrupt, stop] = RATES[step].map((rate) => rate * (isReal ? MORE_OFTEN : 1)) as [
      number,
      number,
      number,
      number,
    ];
    const chance = random();
    if (chance < kill) return { kind: "kill" };
    if (chance < kill + abort) return { kind: "abort" };
    if (chance < kill + abort + interrupt) return { kind: "interrupt" };
    if (chance < kill + abort + interrupt + stop)
      return { kind: "stop", ms: stopLength(random), isMachine: random() < 0.3 };
    return undefined;
  };
}

/** Most stops are short, or long enough for the lock to be broken. */
function stopLength(random: () => number): number {
  const kind = random();
  if (kind < 0.3) return 500 + random() * 20_000;
  if (kind < 0.8) return 46_000 + random() * 100_000;
  return 150_000 + random() * 400_000;
}
