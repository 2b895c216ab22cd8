import { unit } from "../base/hash.ts";
import { checkFault } from "./check-fault.ts";
import type { Fault, FaultKinds, FaultPoint } from "./fault.ts";

/** The faults of an emulator. They hit calls in the order in which they were pushed. */
export interface FaultQueue {
  /** Adds faults. @throws TypeError if a fault is invalid; then none of them is added */
  push(...faults: Fault[]): void;
  /** Removes all pending faults. The log remains. */
  clear(): void;
  /** The faults that can still hit, with the `times` that remain. A copy. */
  readonly pending: readonly Fault[];
  /**
   * The faults that hit so far, each with the `call` that it hit: the last 10,000. Pushed into a new emulator, they hit
   * the same calls again. A copy.
   */
  readonly log: readonly Fault[];
}

/** A fault that replaces or changes the response. */
export type MainFault = Fault<Exclude<keyof FaultKinds, "latency" | "clock-skew">>;

/** The faults that hit one call: at most one latency and one other fault. */
export interface TakenFaults {
  latency?: Fault<"latency">;
  fault?: MainFault;
}

/** The queue, with the methods that the service uses. */
export interface FaultSource extends FaultQueue {
  /** Called for every request that arrives, valid or not. */
  arrive(at: FaultPoint): Fault<"clock-skew"> | undefined;
  /** Called for every valid call before it takes effect. */
  take(at: FaultPoint): TakenFaults;
  state(): FaultState;
  /** @throws TypeError if a fault in the state is invalid */
  restore(state: FaultState): void;
}

/** Everything that decides which calls the faults hit. */
export interface FaultState {
  /** The faults that can still hit. */
  pending: readonly QueuedFault[];
  /** The faults that hit. */
  log: readonly Fault[];
  /** How many faults were ever pushed: the number of a fault decides which calls its rate hits. */
  pushed: number;
  /** The requests so far. */
  arrived: Readonly<Partial<Record<FaultPoint, number>>>;
  /** The valid calls so far. */
  called: Readonly<Partial<Record<FaultPoint, number>>>;
}

export type QueuedFault = Fault & { id: number };

const MAX_LOG = 10_000;
const RATE_KEY = 121;

type Matches<F extends Fault> = (fault: Fault) => fault is F;

const isSkew: Matches<Fault<"clock-skew">> = (fault) => fault.what === "clock-skew";
const isLatency: Matches<Fault<"latency">> = (fault) => fault.what === "latency";
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
      // Without `id`, `times` and `rate`, it's still the same kind of fault.
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
        // JSON has no Infinity.
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

/** The entry after one more hit; nothing if that was the last one. */
function withoutOneHit(entry: QueuedFault, times: number): QueuedFault[] {
  return times > 1 ? [{ ...entry, times: times - 1 }] : [];
}

function count(calls: Partial<Record<FaultPoint, number>>, at: FaultPoint): number {
  const n = (calls[at] ?? 0) + 1;
  calls[at] = n;
  return n;
}
