import { unit } from "../base/hash.ts";
import { checkFault } from "./check-fault.ts";
import type { ClockSkewFault, Fault, FaultPoint, LatencyFault } from "./fault.ts";

/** Failures to come. Each strikes the next calls of its kind, first in, first out. */
export interface FaultQueue {
  /** @throws TypeError when a fault makes no sense; none of them is taken then */
  push(...faults: Fault[]): void;
  /** Forgets all of them. */
  clear(): void;
  /** What is left, with the `times` that are left. */
  readonly pending: readonly Fault[];
  /**
   * What has struck so far, each with the call that it struck: these are faults again, and pushed into a new cloud they
   * strike the same calls. The last ten thousand.
   */
  readonly log: readonly Fault[];
}

/** A fault that takes the place of the answer, or changes it. */
export type MainFault = Extract<Fault, { what: Exclude<Fault["what"], "latency" | "clock-skew"> }>;

/** The faults of one call: at most one latency and one other fault. */
export interface TakenFaults {
  latency?: LatencyFault;
  fault?: MainFault;
}

/** The queue with its other side, which the service uses. */
export interface FaultSource extends FaultQueue {
  /** A request has arrived, in order or not. */
  arrive(at: FaultPoint): ClockSkewFault | undefined;
  /** A call that is in order is about to be carried out. */
  take(at: FaultPoint): TakenFaults;
  state(): FaultState;
  /** @throws TypeError when a fault in it makes no sense */
  restore(state: FaultState): void;
}

/** All that decides which calls will be struck. */
export interface FaultState {
  pending: readonly QueuedFault[];
  log: readonly Fault[];
  /** How many were pushed ever: their numbers decide about rates. */
  pushed: number;
  /** Calls so far. */
  arrived: Readonly<Partial<Record<FaultPoint, number>>>;
  called: Readonly<Partial<Record<FaultPoint, number>>>;
}

export type QueuedFault = Fault & { id: number };

const MAX_LOG = 10_000;
const RATE_KEY = 121;

type Matches<F extends Fault> = (fault: Fault) => fault is F;

const isSkew: Matches<Extract<Fault, ClockSkewFault>> = (fault) => fault.what === "clock-skew";
const isLatency: Matches<Extract<Fault, LatencyFault>> = (fault) => fault.what === "latency";
const isMain: Matches<MainFault> = (fault): fault is MainFault => !isSkew(fault) && !isLatency(fault);

export function createFaultQueue(seed: number, faults: readonly Fault[] = []): FaultSource {
  let queue: QueuedFault[] = [];
  let log: Fault[] = [];
  let pushed = 0;
  let arrived: Partial<Record<FaultPoint, number>> = {};
  let called: Partial<Record<FaultPoint, number>> = {};

  function takeFirst<F extends Fault>(at: FaultPoint, call: number, matches: Matches<F>): F | undefined {
    for (const entry of queue) {
      if (entry.at !== at || !matches(entry) || !hits(entry, call)) continue;
      const { id: _, times = 1, rate: __, ...fault } = entry;
      if (times !== "always") queue = queue.flatMap((other) => (other === entry ? withoutOneHit(entry, times) : other));
      // What was left out cannot make another kind of it.
      log.push({ ...fault, call } as Fault);
      if (log.length > MAX_LOG) log.shift();
      return entry;
    }
    return undefined;
  }

  function hits({ id, call: wanted, rate = 1 }: QueuedFault, call: number): boolean {
    if (wanted !== undefined) return wanted === call;
    return rate === 1 || unit(seed, RATE_KEY, id, call) < rate;
  }

  const source: FaultSource = {
    push(...faults) {
      faults.forEach(checkFault);
      for (const { times, ...fault } of faults) {
        const hitCount = times ?? (fault.rate === undefined ? 1 : "always");
        // Infinity has no place in JSON.
        const entry = {
          ...fault,
          times: hitCount === Number.POSITIVE_INFINITY ? "always" : hitCount,
          id: pushed++,
        } as const;
        if (hitCount !== 0) queue.push(entry);
      }
    },
    clear() {
      queue = [];
    },
    get pending() {
      return queue.map(({ id: _, ...fault }) => fault);
    },
    get log() {
      return log.map((fault) => ({ ...fault }));
    },
    arrive(at) {
      return takeFirst(at, count(arrived, at), isSkew);
    },
    take(at) {
      const call = count(called, at);
      const latency = takeFirst(at, call, isLatency);
      const fault = takeFirst(at, call, isMain);
      return { ...(latency && { latency }), ...(fault && { fault }) };
    },
    state: () => structuredClone({ pending: queue, log, pushed, arrived, called }),
    restore(state) {
      for (const { id: _, ...fault } of state.pending) checkFault(fault);
      ({ log, arrived, called } = structuredClone({
        log: [...state.log],
        arrived: state.arrived,
        called: state.called,
      }));
      queue = structuredClone([...state.pending]);
      pushed = state.pushed;
    },
  };
  source.push(...faults);
  return source;
}

/** An entry that has struck once more, unless that was the last time. */
function withoutOneHit(entry: QueuedFault, times: number): QueuedFault[] {
  return times > 1 ? [{ ...entry, times: times - 1 }] : [];
}

function count(calls: Partial<Record<FaultPoint, number>>, at: FaultPoint): number {
  const n = (calls[at] ?? 0) + 1;
  calls[at] = n;
  return n;
}
