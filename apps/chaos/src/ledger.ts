// What became of the exports, and which promises were kept.
import { createHash } from "node:crypto";
import { type Clock, DEMO_CREDENTIALS, type Emulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import { type Plan, query } from "./plan.ts";

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

/** Compares what the programs got with what the service has, without the client. */
export async function audit(
  plan: Plan,
  { cloud, clock }: { cloud: Emulator; clock: Clock },
  outcomes: readonly Outcome[],
  counts: Counts,
): Promise<Ledger> {
  cloud.faults.clear();
  const links = await allLinks(cloud, clock);
  let [created, whole, wrong, duplicates, lost] = [0, 0, 0, 0, 0];
  const errors: Record<string, number> = {};
  for (let n = 0; n < plan.exports; n++) {
    const tasks = cloud.tasks.filter(({ request }) => isAnswerTo(request, n));
    created += tasks.length;
    duplicates += Math.max(0, tasks.length - 1);
    const outcome = outcomes.find((one) => one.n === n);
    if (outcome?.error !== undefined) errors[outcome.error] = (errors[outcome.error] ?? 0) + 1;
    else if (outcome?.sha256 === undefined) lost++;
    else if (
      await isOneOf(
        tasks.map(({ task_id }) => links.get(task_id)),
        outcome.sha256,
        cloud,
      )
    )
      whole++;
    else wrong++;
  }
  const longestWaitMs = Math.max(0, ...outcomes.map(({ elapsedMs }) => elapsedMs));
  return { plan, asked: plan.exports, created, whole, wrong, duplicates, lost, errors, ...counts, longestWaitMs };
}

export type Counts = Pick<Ledger, "faults" | "retries" | "kills">;

/** The promises that the ledger breaks, in words. */
export function brokenPromises({ plan, asked, whole, wrong, duplicates, lost }: Ledger): string[] {
  const problems: string[] = [];
  if (wrong > 0) problems.push(`${wrong} wrong files`);
  if (lost > 0) problems.push(`${lost} exports without a file and without an error`);
  if (plan.hostile) return problems;
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
  const { exports, faultRate, seed, atOnce, kill, hostile } = plan;
  const again = `npm run chaos -- --exports ${exports} --fault-rate ${faultRate} --seed ${seed} --at-once ${atOnce}`;
  return [
    ...rows.map(([name, value]) => `  ${name.padEnd(34)}${value}`),
    broken.length === 0 ? "Every promise was kept." : `Broken: ${broken.join("; ")}.`,
    `Again: ${again}${kill ? " --kill" : ""}${hostile ? " --hostile" : ""}`,
  ].join("\n");
}

/** What the emulator was asked tells the export, for each names a domain of its own. */
function isAnswerTo(request: { domain_name?: string }, n: number): boolean {
  return request.domain_name === [query(n).domains].flat()[0];
}

/** Download links by task id, from the list as it is on the wire. */
async function allLinks(cloud: Emulator, { now }: Clock): Promise<Map<string, string>> {
  const signedFetch = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch, now });
  const links = new Map<string, string>();
  for (let offset = 0; offset < cloud.tasks.length; offset += 100) {
    const answer = await signedFetch(`${cloud.url}/v1/cdn/statistics/export-tasks?limit=100&offset=${offset}`);
    const { data } = (await answer.json()) as { data: { task_id: string; download_link?: string }[] };
    for (const { task_id, download_link } of data) if (download_link) links.set(task_id, download_link);
  }
  return links;
}

async function isOneOf(links: readonly (string | undefined)[], sha256: string, cloud: Emulator): Promise<boolean> {
  for (const link of links) {
    if (link === undefined) continue;
    const bytes = await (await cloud.fetch(link)).arrayBuffer();
    if (createHash("sha256").update(new Uint8Array(bytes)).digest("hex") === sha256) return true;
  }
  return false;
}
