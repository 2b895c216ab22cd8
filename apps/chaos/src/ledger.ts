// What became of the exports, and which promises were kept.
import type { Plan } from "./plan.ts";

/** The end of one export, as its program saw it. */
export interface Outcome {
  n: number;
  /** Of the file; none when the export failed. */
  sha256?: string;
  /** Name and code of the error that told so. */
  error?: string;
  /** From the call to the file or the error, in milliseconds of the cloud's clock. */
  elapsedMs: number;
}

export interface Ledger {
  plan: Plan;
  asked: number;
  /** Tasks of ours at the service. */
  created: number;
  /** Files that are, byte for byte, what the service has for the query. */
  whole: number;
  /** Files that are not. */
  wrong: number;
  /** Tasks beyond one an export. */
  duplicates: number;
  /** Exports with neither a file nor an error. */
  lost: number;
  /** How often each error ended an export. */
  errors: Record<string, number>;
  /** Faults that struck. */
  faults: number;
  retries: number;
  kills: number;
  /** Milliseconds of the cloud's clock. */
  longestWaitMs: number;
}

/** The promises that the ledger breaks, in words. */
export function brokenPromises({ plan, asked, whole, wrong, duplicates, lost }: Ledger): string[] {
  const problems: string[] = [];
  if (wrong > 0) problems.push(`${wrong} wrong files`);
  if (lost > 0) problems.push(`${lost} exports without a file and without an error`);
  if (plan.hostile || plan.programs > 1) return problems;
  if (whole < asked) problems.push(`${asked - whole} of ${asked} exports have no file`);
  if (duplicates > 0) problems.push(`${duplicates} tasks too many`);
  return problems;
}

export function draw(ledger: Ledger, broken: readonly string[]): string {
  const { plan, errors, longestWaitMs, ...counts } = ledger;
  const rows: [string, string | number][] = [
    ...Object.entries(counts),
    ...Object.entries(errors),
    ["longest wait", `${(longestWaitMs / 1000).toFixed(1)} s`],
  ];
  const { exports, faultRate, seed, atOnce, programs, apart, kill, hostile } = plan;
  const again = `npm run chaos -- --exports ${exports} --fault-rate ${faultRate} --seed ${seed} --at-once ${atOnce}`;
  return [
    ...rows.map(([name, value]) => `  ${name.padEnd(34)}${value}`),
    broken.length === 0 ? "Every promise was kept." : `Broken: ${broken.join("; ")}.`,
    `Again: ${again}${programs > 1 ? ` --programs ${programs}` : ""}${apart ? " --apart" : ""}${kill ? " --kill" : ""}${hostile ? " --hostile" : ""}`,
  ].join("\n");
}

/** What an {@link Outcome} keeps of an error. */
export function nameOf(error: unknown): string {
  const { name, code } = error as { name: string; code?: string };
  return code === undefined ? String(error) : `${name} ${code}`;
}
