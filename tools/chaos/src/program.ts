// A program in virtual time, with its own memory and clocks. A kill cuts it off from the world, a stop pauses it.
import type { Runtime } from "@cdn-export/client/internal";
import type { Clock } from "@cdn-export/emulator";
import type { Incident, Step } from "./incidents.ts";
import type { Journal } from "./journal.ts";
import { numberOf } from "./plan.ts";
import type { Service } from "./service.ts";

/** The client's limit for the time between its list call and its create call. */
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
  /** Whether the program has the turn to create a task. */
  hasTurn: () => boolean = () => true;
  readonly #options: ProgramOptions;
  #isDead = false;
  #stoppedUntil = 0;
  /** Whether it has worked on an export. */
  hasStarted = false;
  /** Whether it ends as soon as its jobs are aborted. */
  isEnding = false;
  /** Pauses of the machine, in which the monotonic clock stops. */
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

  /** When it was stopped. `undefined` while it runs. */
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

  /** Resolves while the program runs, waits while it's stopped, and never resolves once it's dead. */
  async gate(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#isDead && this.#stoppedUntil > clock.now()) await clock.sleep(this.#stoppedUntil - clock.now());
    this.stoppedSince = undefined;
    if (this.#isDead) await never;
  }

  note(what: string, n?: number): void {
    this.#options.journal.note(this.name, what, n);
  }

  /** A step at which an incident may happen. `n` is the number of the export. */
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
      // Some programs have a moment to clean up.
      if (random() < 0.5) clock.sleep(random() * 1000).then(() => this.kill());
      else setImmediate(() => this.kill());
    }
    await this.gate();
  }

  /** A step in which the program relies on its turn and can't check it again. */
  async fencedStep(step: Step): Promise<void> {
    const hadTurn = this.hasTurn();
    await this.step(step);
    if (!hadTurn || this.hasTurn()) return;
    const { journal, clock } = this.#options;
    journal.unfenced.push(clock.now());
    journal.note(this.name, `has lost its turn ${step}`);
  }

  /** Cuts the program off: it receives and sends nothing anymore. */
  kill(): void {
    this.#isDead = true;
    this.#die();
  }

  /** The program's fetch. */
  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const isCreate = request.method === "POST";
    const n = isCreate ? numberOf(JSON.parse(String(init?.body))) : undefined;
    const isDownload = !request.url.includes("/export-tasks");
    const { now } = this.#options.clock;
    const begun = now();
    if (isCreate) await this.step("before the create call", n);
    // From here on, the client can't notice a pause.
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

function describe(incident: Incident): string {
  if (incident.kind !== "stop") return incident.kind;
  return `stop for ${(incident.ms / 1000).toFixed(1)} s${incident.isMachine ? " with its machine" : ""}`;
}
