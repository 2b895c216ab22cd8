// Runs all exports in this process, in virtual time.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExportClient, type ExportClient } from "@cdn-export/client";
import { DEMO_CREDENTIALS, type Emulator, startEmulator } from "@cdn-export/emulator";
import { audit } from "./audit.ts";
import { type Board, createBoard } from "./board.ts";
import { checkSaved, type ExportOptions, runExport } from "./export.ts";
import { createIncidents } from "./incidents.ts";
import { createJournal, type Journal } from "./journal.ts";
import type { Report } from "./ledger.ts";
import { type Plan, type Profile, START } from "./plan.ts";
import { cloudOptions, profileOf } from "./profile.ts";
import { Program } from "./program.ts";
import { randomOf } from "./random.ts";
import { createRivals } from "./rivals.ts";
import { createService, type Service } from "./service.ts";
import { brokenLock, type SimulatedLock, simulatedLock } from "./simulated-lock.ts";
import { type Cell, claimStore, createStates, type States } from "./stores.ts";
import { type VirtualClock, virtualClock } from "./virtual-clock.ts";

const DAY_MS = 86_400_000;
/** The longest run. */
const MAX_MS = 90 * DAY_MS;
/** After this time, every create call is executed, and every task is listed and done. */
const SETTLED_MS = 600_000;

interface Run {
  plan: Plan;
  profile: Profile;
  clock: VirtualClock;
  cloud: Emulator;
  journal: Journal;
  service: Service;
  board: Board;
  states: States;
  /** The unresolved create calls stored with the jobs. */
  jobClaims: Cell;
  lock: SimulatedLock | undefined;
  save: ExportOptions["save"];
  rejected: [n: number, sha256: string][];
  programs: Program[];
  retries: number;
}

export async function runVirtual(plan: Plan): Promise<Report> {
  await warmUp();
  return run(plan);
}

let warm: Promise<unknown> | undefined;

/** Loads every part of the client before the first run, because reading from the disk takes real time. */
function warmUp(): Promise<unknown> {
  const plan = { seed: 3, faultRate: 0.4, atOnce: 2, programs: 2, plain: true, kill: false } as const;
  warm ??= run({ ...plan, exports: 12, rival: "none", rivalsPerHour: 0, lock: "working" });
  return warm;
}

async function run(plan: Plan): Promise<Report> {
  const clock = virtualClock(START);
  const profile = profileOf(plan);
  const cloud = await startEmulator({ ...cloudOptions(plan, profile), clock: clock.inside, port: false });
  const folder = await mkdtemp(join(tmpdir(), "chaos-"));
  const journal = createJournal(clock);
  const random = randomOf(plan.seed * 31 + 1);
  const run: Run = {
    plan,
    profile,
    clock,
    cloud,
    journal,
    service: createService(plan, profile, { cloud, clock: clock.inside, journal, hold: clock.hold }),
    board: createBoard(plan, clock.now, random),
    states: createStates(clock.now),
    jobClaims: { text: "[]" },
    lock: lockOf(plan, profile, clock, journal),
    async save(n, file) {
      const path = join(folder, `${n}.csv`);
      const bytes = await file.bytes();
      await clock.holdReal(writeFile(path, bytes));
      return path;
    },
    rejected: [],
    programs: [],
    retries: 0,
  };
  const rivals =
    plan.rival === "any-time"
      ? createRivals(plan, { cloud, clock: clock.inside, journal, hold: clock.hold })
      : undefined;
  try {
    const slots = Array.from({ length: plan.programs }, (_, slot) => runSlot(run, slot));
    const all = Promise.all(slots).then(() => clock.sleep(SETTLED_MS));
    const how = await clock.run(all, START + MAX_MS);
    if (how !== "done") journal.note("", how === "hung" ? "hangs" : "takes too long");
    rivals?.stop();
    const ledger = await audit({ ...run, outcomes: run.board.outcomes, answeredAt: run.states.answeredAt });
    return { ledger, events: journal.events };
  } finally {
    // Timers of killed programs would keep this process alive.
    for (const { jobs } of run.programs) for (const job of jobs.values()) job.abort();
    await cloud.close();
    await rm(folder, { recursive: true });
  }
}

function lockOf(plan: Plan, { graceMs, claims }: Profile, clock: VirtualClock, journal: Journal) {
  if (plan.lock === "broken") return brokenLock();
  if (plan.programs === 1) return undefined;
  const cell: Cell = { text: "[]" };
  const claimsOf = claims.withLock ? (program: Program) => claimStore(program, cell) : undefined;
  return simulatedLock({ clock, journal, random: randomOf(plan.seed + 77), graceMs, claimsOf });
}

/** Runs one program after another, each until it dies. */
async function runSlot(run: Run, slot: number): Promise<void> {
  for (let life = 1; !run.board.isDone; life++) {
    const program = newProgram(run, `${slot + 1}.${life}`);
    const workers = Array.from({ length: run.plan.atOnce }, () => work(run, program, clientOf(run, program)));
    await Promise.race([program.died, Promise.all(workers)]);
    if (program.isDead) for (const n of program.jobs.keys()) run.board.giveUp(n);
  }
}

function newProgram({ plan, profile, clock, journal, service, programs, lock }: Run, name: string): Program {
  const random = randomOf(plan.seed * 1_000_003 + programs.length);
  const incidentAt = createIncidents(plan, randomOf(plan.seed * 2_000_003 + programs.length));
  const program = new Program({ name, clock, journal, service, random, incidentAt, skewMs: profile.skewMs });
  if (lock) program.hasTurn = () => lock.isHeldBy(program);
  programs.push(program);
  return program;
}

const clients = new WeakMap<Program, ExportClient>();

function clientOf(run: Run, program: Program): ExportClient {
  const { cloud, lock, profile } = run;
  const known = clients.get(program);
  if (known) return known;
  const cdn = createExportClient({
    credentials: DEMO_CREDENTIALS,
    endpoint: cloud.url,
    fetch: program.fetch,
    onLost: profile.onLost,
    timeout: profile.timeoutMs,
    onRetry: () => run.retries++,
    onWarning: () => {},
    runtime: program.runtime,
    ...(lock && { lock: lock.lockOf(program) }),
  });
  clients.set(program, cdn);
  return cdn;
}

const IDLE_MS = 5000;

async function work(run: Run, program: Program, cdn: ExportClient): Promise<void> {
  const { board, states, profile, jobClaims, save, rejected, clock } = run;
  while (!board.isDone && !program.isEnding) {
    const task = board.next(!program.hasStarted);
    program.hasStarted = true;
    if (!task) {
      await program.sleep(IDLE_MS);
      continue;
    }
    const { n } = task;
    const stop = new AbortController();
    program.jobs.set(n, stop);
    run.journal.note(program.name, task.isRestored ? "continues" : "starts", n);
    const claims = profile.claims.withJobs && run.plan.lock !== "broken" ? claimStore(program, jobClaims) : undefined;
    const onState = states.saver(program, n, claims);
    const onRejected = (sha256: string) => rejected.push([n, sha256]);
    const state = states.last(n);
    const check: typeof checkSaved = (...given) => clock.holdReal(checkSaved(...given));
    const outcome = await runExport({ cdn, n, state, onState, signal: stop.signal, save, check, onRejected });
    await program.gate();
    program.jobs.delete(n);
    run.journal.note(program.name, outcome ? `ends: ${outcome.error ?? "a file"}` : "was aborted", n);
    if (outcome) board.end(outcome);
    else board.giveUp(n);
  }
}
