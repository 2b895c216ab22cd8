// Compares the programs' files with the service's, without the client.
import { createHash } from "node:crypto";
import { type Clock, DEMO_CREDENTIALS, type Emulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import type { Journal } from "./journal.ts";
import { judge, type Verdict } from "./judge.ts";
import type { Ledger, Outcome, Problem } from "./ledger.ts";
import type { Plan, Profile } from "./plan.ts";
import { type OwnTask, tasksOf } from "./tasks.ts";

export interface Evidence {
  plan: Plan;
  profile: Profile;
  cloud: Emulator;
  clock: Clock;
  journal: Journal;
  outcomes: readonly Outcome[];
  /** When the export's program had saved the response to its create call. */
  answeredAt(n: number): number | undefined;
  /** Files that the final check rejected. */
  rejected: readonly (readonly [n: number, sha256: string])[];
  retries: number;
}

export async function audit(evidence: Evidence): Promise<Ledger> {
  const { plan, profile, cloud, journal, outcomes, answeredAt, rejected, retries } = evidence;
  const struck = cloud.faults.log.filter(({ at }) => at !== "create").length;
  cloud.faults.clear();
  const links = await allLinks(evidence);
  const tasks = tasksOf(cloud, journal.posts);
  const verdicts: Verdict[] = [];
  let rejectedRight = 0;
  const hashes = new Map<OwnTask, string>();
  for (const task of tasks.all) hashes.set(task, await hashOf(cloud, links.get(task.taskId)));
  const ofHash = (sha256: string | undefined) => tasks.all.filter((task) => hashes.get(task) === sha256);
  for (let n = 0; n < plan.exports; n++) {
    const own = tasks.of(n);
    const outcome = outcomes.find((one) => one.n === n);
    const takenFrom = ofHash(outcome?.sha256);
    const candidates = tasks.all.filter(({ taskId }) => outcome?.candidates?.includes(taskId));
    // Rival runs promise nothing, so nothing in them needs an excuse.
    const excuses = plan.rival === "none" ? { all: tasks.all, unfenced: journal.unfenced } : { all: [], unfenced: [] };
    const facts = { n, tasks: own, outcome, takenFrom, candidates, ...excuses, answeredAt: answeredAt(n) };
    const verdict = judge(facts, profile);
    for (const [other, sha256] of rejected) {
      if (other !== n || !own.some((task) => hashes.get(task) === sha256)) continue;
      rejectedRight++;
      verdict.problems.push({ n, what: "right file rejected", detail: sha256 });
    }
    verdicts.push(verdict);
  }
  return {
    plan,
    profile,
    asked: plan.exports,
    created: sum(verdicts, (_, n) => tasks.of(n).length),
    whole: sum(verdicts, ({ isWhole }) => Number(isWhole)),
    ...countProblems(verdicts),
    allowed: sum(verdicts, ({ allowed }) => allowed),
    rejected: rejected.length - rejectedRight,
    errors: countErrors(outcomes),
    faults: struck + journal.posts.filter(({ isStruck }) => isStruck).length,
    retries,
    kills: journal.count("kill"),
    aborts: journal.count("abort") + journal.count("interrupt"),
    stops: journal.count("stop"),
    broken: journal.count("breaks"),
    rivals: tasks.rivals,
    longestWaitMs: Math.round(Math.max(0, ...outcomes.map(({ elapsedMs }) => elapsedMs))),
    problems: verdicts.flatMap(({ problems }) => problems),
  };
}

function countProblems(verdicts: readonly Verdict[]) {
  const all = verdicts.flatMap(({ problems }) => problems);
  const count = (what: Problem["what"]) => all.filter((one) => one.what === what && !one.excuse).length;
  return {
    wrong: count("wrong"),
    lost: count("lost"),
    second: count("second"),
    needless: count("needlessly ambiguous"),
    excused: all.filter(({ excuse }) => excuse).length,
  };
}

function countErrors(outcomes: readonly Outcome[]): Record<string, number> {
  const errors: Record<string, number> = {};
  for (const { error } of outcomes) if (error !== undefined) errors[error] = (errors[error] ?? 0) + 1;
  return errors;
}

function sum<T>(items: readonly T[], value: (item: T, index: number) => number): number {
  return items.reduce((total, item, index) => total + value(item, index), 0);
}

/** Download links by task ID, from the list of the API. */
async function allLinks({ cloud, clock }: Evidence): Promise<Map<string, string>> {
  const signedFetch = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch, now: clock.now });
  const links = new Map<string, string>();
  for (let offset = 0; offset < cloud.tasks.length; offset += 100) {
    const answer = await signedFetch(`${cloud.url}/v1/cdn/statistics/export-tasks?limit=100&offset=${offset}`);
    const { data } = (await answer.json()) as { data: { task_id: string; download_link?: string }[] };
    for (const { task_id, download_link } of data) if (download_link) links.set(task_id, download_link);
  }
  return links;
}

/** SHA-256 of a task's file. */
async function hashOf(cloud: Emulator, link: string | undefined): Promise<string> {
  if (link === undefined) return "";
  const bytes = await (await cloud.fetch(link)).arrayBuffer();
  return createHash("sha256").update(new Uint8Array(bytes)).digest("hex");
}
