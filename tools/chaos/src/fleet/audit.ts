// Compares what the fleet has stored with what the service has: its tasks, and their files.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmulatedTask } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import type { ExportWindow } from "@cdn-export/sync";
import type { Cluster } from "./cluster.ts";
import { keyOf, nameOf, windowsOf } from "./order.ts";

export interface Audit {
  windows: number;
  files: number;
  /** Windows without a file. */
  lost: number;
  /** Files whose content isn't that of a task of their window. */
  wrong: number;
  /** Tasks beyond the first one of their window. */
  duplicates: number;
  /** The same, of windows with a create call that nothing can fence: its process was stopped between its last check and the call. */
  unfenced: number;
  /** A line for each window with one of these. */
  problems: string[];
}

/** @param isUnfenced - whether a task was created by such a call. */
export async function audit(
  { cloud, fleet, order }: Cluster,
  isUnfenced: (task: EmulatedTask) => boolean = () => false,
): Promise<Audit> {
  const found: Audit = { windows: 0, files: 0, lost: 0, wrong: 0, duplicates: 0, unfenced: 0, problems: [] };
  const now = Date.now();
  for (let i = 0; i < order.accounts; i++) {
    const ledger = await fleet.ledger(nameOf(i)).read();
    const hashes = await hashesOf(cloud, order.service, i);
    const tasks = tasksByWindow(cloud, i);
    for (const window of windowsOf(order, i, now).filter(({ to }) => to <= now)) {
      const own = tasks.get(keyOfWindow(window)) ?? [];
      const { file, error } = ledger.get(window.id) ?? {};
      const sha256 = file && (await readFile(join(order.folder, "store", file.path)).then(hashOf, () => undefined));
      const isRight = sha256 === file?.sha256 && own.some(({ task_id }) => hashes.get(task_id) === sha256);
      const what = sha256 === undefined ? "no file" : isRight ? "right file" : "wrong file";
      found.windows++;
      count(found, what, own, isUnfenced);
      if (what === "right file" && own.length === 1) continue;
      const created = own.map(
        ({ task_id, create_time }) => `${task_id.slice(0, 6)} at ${new Date(create_time).toISOString()}`,
      );
      found.problems.push(`${nameOf(i)} ${window.id}: ${what}; tasks: ${created.join(", ")}; ${error?.message ?? ""}`);
    }
  }
  return found;
}

function count(
  found: Audit,
  what: string,
  own: readonly EmulatedTask[],
  isUnfenced: (task: EmulatedTask) => boolean,
): void {
  found[what === "no file" ? "lost" : "files"]++;
  if (what === "wrong file") found.wrong++;
  found[own.some(isUnfenced) ? "unfenced" : "duplicates"] += Math.max(0, own.length - 1);
}

function keyOfWindow({ action, domain, from, to }: ExportWindow): string {
  return `${action} ${domain} ${from} ${to}`;
}

function tasksByWindow(cloud: Cluster["cloud"], account: number): Map<string, EmulatedTask[]> {
  const tasks = new Map<string, EmulatedTask[]>();
  for (const task of cloud.tasks.filter(({ domainId }) => domainId === keyOf(account).domainId)) {
    const { action, domain_name, start_time, end_time } = task.request;
    const key = `${action} ${domain_name} ${start_time} ${end_time}`;
    tasks.set(key, [...(tasks.get(key) ?? []), task]);
  }
  return tasks;
}

/** The hash of each task's file, through the list and the links of the API. */
async function hashesOf(cloud: Cluster["cloud"], service: string, account: number): Promise<Map<string, string>> {
  const signedFetch = createSignedFetch(keyOf(account), { fetch: cloud.fetch });
  const hashes = new Map<string, string>();
  for (let offset = 0; ; offset += 100) {
    const answer = await signedFetch(`${service}/v1/cdn/statistics/export-tasks?limit=100&offset=${offset}`);
    const { data } = (await answer.json()) as { data: { task_id: string; download_link?: string }[] };
    for (const { task_id, download_link } of data)
      if (download_link)
        hashes.set(task_id, hashOf(new Uint8Array(await (await cloud.fetch(download_link)).arrayBuffer())));
    if (data.length < 100) return hashes;
  }
}

function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
