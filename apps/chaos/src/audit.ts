// Compares what the programs got with what the service has, without the client.
import { createHash } from "node:crypto";
import { type Clock, DEMO_CREDENTIALS, type Emulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import type { Ledger, Outcome } from "./ledger.ts";
import { type Plan, query } from "./plan.ts";

export async function audit(
  plan: Plan,
  { cloud, clock }: { cloud: Emulator; clock: Clock },
  outcomes: readonly Outcome[],
  counts: Pick<Ledger, "faults" | "retries" | "kills">,
): Promise<Ledger> {
  cloud.faults.clear();
  const links = await allLinks(cloud, clock);
  let [created, whole, wrong, duplicates, lost] = [0, 0, 0, 0, 0];
  const errors: Record<string, number> = {};
  for (let n = 0; n < plan.exports; n++) {
    const tasks = cloud.tasks.filter(({ request }) => isAnswerTo(request, n));
    created += tasks.length;
    duplicates += Math.max(0, tasks.length - 1);
    const { error, sha256 } = outcomes.find((one) => one.n === n) ?? {};
    if (error !== undefined) errors[error] = (errors[error] ?? 0) + 1;
    else if (sha256 === undefined) lost++;
    else if ((await hashes(cloud, links, tasks)).includes(sha256)) whole++;
    else wrong++;
  }
  const longestWaitMs = Math.max(0, ...outcomes.map(({ elapsedMs }) => elapsedMs));
  return { plan, asked: plan.exports, created, whole, wrong, duplicates, lost, errors, ...counts, longestWaitMs };
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

/** SHA-256 of the tasks' files. */
function hashes(cloud: Emulator, links: Map<string, string>, tasks: readonly { task_id: string }[]): Promise<string[]> {
  const found = tasks.flatMap(({ task_id }) => links.get(task_id) ?? []);
  return Promise.all(
    found.map(async (link) => {
      const bytes = await (await cloud.fetch(link)).arrayBuffer();
      return createHash("sha256").update(new Uint8Array(bytes)).digest("hex");
    }),
  );
}
