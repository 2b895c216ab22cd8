// Runs the exports in real processes, with a real lock and real files. The processes are killed, stopped and interrupted, and
// the next ones continue their jobs. The service runs in this process, and its time runs fast.
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fastClock, startEmulator } from "@cdn-export/emulator";
import { audit } from "./audit.ts";
import { type Child, spawnWorker } from "./child.ts";
import { startFront } from "./front.ts";
import { createIncidents, type Step } from "./incidents.ts";
import { createJournal, type Journal } from "./journal.ts";
import type { Outcome, Report } from "./ledger.ts";
import { type Plan, type Profile, START } from "./plan.ts";
import { cloudOptions, profileOf } from "./profile.ts";
import { randomOf } from "./random.ts";
import { createService, type Service } from "./service.ts";

const SPEED = 40;
/** A program is killed after at most this number of steps. */
const MOST_STEPS = 60;
/** After this number of kills per export, no program is killed, so that the run ends. */
const KILLS_PER_EXPORT = 2;
/** In the cloud's time, until every create call is executed, and then until every task is listed and done. */
const EXECUTED_MS = 20_000;
const SETTLED_MS = 600_000;

interface Run {
  plan: Plan;
  profile: Profile;
  clock: ReturnType<typeof fastClock>;
  journal: Journal;
  folder: string;
  children: Map<string, Child>;
  random: () => number;
  /** Real time after which unfinished exports count as lost. */
  deadline: number;
  url: string;
  answered: Map<number, number>;
  rejected: [n: number, sha256: string][];
  retries: number;
}

export async function runKilled(plan: Plan): Promise<Report> {
  const clock = fastClock(SPEED, START);
  const profile = profileOf(plan);
  const folder = await mkdtemp(join(tmpdir(), "chaos-"));
  const journal = createJournal(clock);
  const shared = { plan, profile, clock, journal, folder, children: new Map<string, Child>() };
  const found = { answered: new Map<number, number>(), rejected: [], retries: 0 };
  const deadline = Date.now() + 120_000 + plan.exports * 10_000;
  let answer: ReturnType<typeof answering> | undefined;
  const front = await startFront(async (request, name) => {
    if (!answer) throw new Error("not yet");
    return answer(request, name);
  });
  const cloud = await startEmulator({ ...cloudOptions(plan, profile), clock, port: false, publicUrl: front.url });
  const run: Run = { ...shared, ...found, random: randomOf(plan.seed), deadline, url: front.url };
  answer = answering(run, createService(plan, profile, { cloud, clock, journal }));
  try {
    await Promise.all(Array.from({ length: plan.programs }, (_, slot) => runSlot(run, slot)));
    await clock.sleep(EXECUTED_MS);
    clock.advance(SETTLED_MS);
    const answeredAt = (n: number) => run.answered.get(n);
    const ledger = await audit({ ...run, cloud, outcomes: await outcomesIn(folder), answeredAt });
    return { ledger, events: journal.events };
  } finally {
    for (const child of run.children.values()) child.suffer({ kind: "kill" });
    await cloud.close();
    await front.close();
    await rm(folder, { recursive: true });
  }
}

/** Answers requests, and lets incidents happen to their programs. */
function answering({ plan, journal, folder, children }: Run, service: Service) {
  const incidentAt = createIncidents(plan, randomOf(plan.seed * 2_000_003));
  /** Programs that were stopped during their turn. */
  const holders = new Set<Child>();

  function happen(step: Step, child: Child | undefined): void {
    const incident = incidentAt(step);
    if (!child || !incident || journal.count("kill") >= KILLS_PER_EXPORT * plan.exports) return;
    journal.note(child.name, `${incident.kind} ${step}`);
    if (incident.kind === "stop" && plan.programs > 1 && isHolder(child)) holders.add(child);
    child.suffer(incident);
  }

  function noteBroken(child: Child | undefined): void {
    for (const holder of holders) {
      if (!holder.isStopped || (holder !== child && isHolder(child))) holders.delete(holder);
      if (holder.isStopped && holder !== child && isHolder(child))
        journal.note(child?.name ?? "", `breaks the lock of program ${holder.name}`);
    }
  }

  function isHolder(child: Child | undefined): boolean {
    if (plan.programs === 1) return true;
    try {
      return JSON.parse(readFileSync(join(folder, "account.lock"), "utf8")).pid === child?.pid;
    } catch {
      return false;
    }
  }

  return async (request: Request, name: string): Promise<Response> => {
    const child = children.get(name);
    const isCreate = request.method === "POST";
    const isList = !isCreate && request.url.includes("/export-tasks");
    const sent = service.send(request, { program: name, isFenced: !isCreate || isHolder(child) });
    sent.catch(() => {});
    if (isCreate) noteBroken(child);
    if (isCreate) happen("create call sent", child);
    const response = await sent;
    // After the response has arrived.
    if (isCreate || isList) setTimeout(() => happen(isCreate ? "create call answered" : "list answered", child), 3);
    return response;
  };
}

/** Runs one program after another, each until it dies. */
async function runSlot(run: Run, slot: number): Promise<void> {
  const { plan, profile, clock, journal, folder, children, random, deadline, url } = run;
  for (let life = 1; Date.now() < deadline; life++) {
    const name = `${slot + 1}.${life}`;
    const times = { cloudTime: clock.now(), speed: SPEED, machineTime: Date.now() };
    const order = { plan, profile, slot, name, folder, url, ...times };
    const child = spawnWorker(order, (line) => read(run, name, line), deadline);
    children.set(name, child);
    const isSpared = journal.count("kill") >= KILLS_PER_EXPORT * plan.exports;
    if (!isSpared) child.killAfter(1 + Math.floor(random() * MOST_STEPS), () => journal.note(name, "kill at a step"));
    const { code, signal } = await child.ended;
    if (code === 0 && (await outcomesIn(folder)).length === plan.exports) return;
    if (code !== 0 && signal !== "SIGKILL" && signal !== "SIGINT") throw new Error(`a worker ended with code ${code}`);
  }
}

/** Records a line of a program's output. */
function read(run: Run, name: string, line: string): void {
  const { answered, rejected, clock, journal } = run;
  const [digits, what, detail = ""] = line.split(" ");
  const n = Number(digits);
  if (detail === "answered" && !answered.has(n)) answered.set(n, clock.now());
  if (what === "rejected") rejected.push([n, detail]);
  if (line === "retry") run.retries++;
  else journal.note(name, `reports ${line}`, n);
}

async function outcomesIn(folder: string): Promise<Outcome[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".outcome"));
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(join(folder, name), "utf8")) as Outcome));
}
