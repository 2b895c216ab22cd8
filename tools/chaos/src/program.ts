// A program in virtual time: its own memory and clocks, which a kill cuts off from the world and a stop holds up.
import type { Runtime } from "@cdn-export/client/internal";
import type { Clock } from "@cdn-export/emulator";
import type { Incident, Step } from "./incidents.ts";
import type { Journal } from "./journal.ts";
import type { Service } from "./service.ts";

/** What the client takes for the longest time between its list call and its create call. */
const MAX_PAUSE_MS = 10_000;

const never = new Promise<never>(() => {});

export interface ProgramOptions {
  name: string;
  clock: Clock;
  journal: Journal;
  service: Service;
  random: () => number;
  incidentAt: (step: Step) => Incident | undefined;
  skewMs: number;
}

export class Program {
  readonly name: string;
  /** The controllers of the jobs that it runs, by export. */
  readonly jobs: Map<number, AbortController> = new Map();
  readonly died: Promise<void>;
  /** Whether it's the program's turn to create a task. */
  hasTurn: () => boolean = () => true;
  readonly #options: ProgramOptions;
  #isDead = false;
  #stoppedUntil = 0;
  /** Whether it has worked on an export. */
  hasStarted = false;
  /** Ends once its jobs are aborted. */
  isEnding = false;
  /** While the machine slept, the monotonic clock stood still. */
  readonly #machineStops: { from: number; until: number }[] = [];
  #die = () => {};

  constructor(options: ProgramOptions) {
    this.#options = options;
    this.name = options.name;
    this.died = new Promise((resolve) => {
      this.#die = resolve;
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Since when it shows no sign of life; `undefined` while it runs. */
  stoppedSince: number | undefined;

  get runtime(): Runtime {
    const { clock, random, skewMs } = this.#options;
    return {
      now: () => clock.now() + skewMs,
      monotonicNow: () => clock.now() - this.#sleptMs(),
      random,
      sleep: (ms, signal) => this.sleep(ms, signal),
    };
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    await this.#options.clock.sleep(ms, signal);
    await this.gate();
    signal?.throwIfAborted();
  }

  /** Passes while the program runs, waits while it is stopped, and never passes again once it is dead. */
  async gate(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#isDead && this.#stoppedUntil > clock.now()) await clock.sleep(this.#stoppedUntil - clock.now());
    this.stoppedSince = undefined;
    if (this.#isDead) await never;
  }

  note(what: string, n?: number): void {
    this.#options.journal.note(this.name, what, n);
  }

  /** A step at which something may happen to the program. `n` is the export that it is at. */
  async step(step: Step, n?: number): Promise<void> {
    await this.gate();
    const incident = this.#options.incidentAt(step);
    if (!incident) return;
    const { journal, clock, random } = this.#options;
    if (incident.kind === "abort" && (n === undefined || !this.jobs.has(n))) return;
    journal.note(this.name, `${describe(incident)} ${step}`, n);
    if (incident.kind === "kill") this.kill();
    if (incident.kind === "abort") this.jobs.get(n ?? -1)?.abort();
    if (incident.kind === "stop") this.#stop(incident.ms, incident.isMachine);
    if (incident.kind === "interrupt") {
      this.isEnding = true;
      for (const job of this.jobs.values()) job.abort();
      // It may have a moment to tidy up.
      if (random() < 0.5) clock.sleep(random() * 1000).then(() => this.kill());
      else setImmediate(() => this.kill());
    }
    await this.gate();
  }

  /** The same for a step during which the program relies on its turn: it can't look again. */
  async fencedStep(step: Step): Promise<void> {
    const hadTurn = this.hasTurn();
    await this.step(step);
    if (!hadTurn || this.hasTurn()) return;
    const { journal, clock } = this.#options;
    journal.unfenced.push(clock.now());
    journal.note(this.name, `has lost its turn ${step}`);
  }

  /** Nothing reaches it, and nothing of it reaches the world anymore. */
  kill(): void {
    this.#isDead = true;
    this.#die();
  }

  /** A fetch that belongs to the program. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const isCreate = request.method === "POST";
    const n = isCreate ? exportOf(init) : undefined;
    const isDownload = !request.url.includes("/export-tasks");
    const { now } = this.#options.clock;
    const begun = now();
    if (isCreate) await this.step("before the create call", n);
    // The client can't notice a pause here anymore.
    const isFenced = this.hasTurn() && now() - begun <= MAX_PAUSE_MS;
    if (isDownload) await this.step("before the download");
    request.signal.throwIfAborted();
    const sent = this.#options.service.send(request, { program: this.name, isFenced });
    sent.catch(() => {});
    if (isCreate) await this.step("create call sent", n);
    try {
      const answer = await sent;
      await this.step(isCreate ? "create call answered" : "list answered", n);
      request.signal.throwIfAborted();
      return answer;
    } catch (error) {
      await this.gate();
      throw error;
    }
  };

  #stop(ms: number, isMachine: boolean): void {
    const from = this.#options.clock.now();
    if (this.stoppedSince !== undefined) return;
    this.stoppedSince = from;
    this.#stoppedUntil = from + ms;
    if (isMachine) this.#machineStops.push({ from, until: from + ms });
  }

  #sleptMs(): number {
    const now = this.#options.clock.now();
    return this.#machineStops.reduce((sum, { from, until }) => sum + Math.min(now, until) - from, 0);
  }
}

function exportOf(init: RequestInit | undefined): number | undefined {
  const [, digits] = /"www(\d+)\.example\.com"/.exec(String(init?.body)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

function describe(incident: Incident): string {
  if (incident.kind !== "stop") return incident.kind;
  return `stop for ${(incident.ms / 1000).toFixed(1)} s${incident.isMachine ? " with its machine" : ""}`;
}
