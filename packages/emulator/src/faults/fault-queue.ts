import { checkFault, type Fault, type FaultPoint, type LatencyFault } from "./fault.ts";

/** Failures to come. Each strikes the next calls of its kind, first in, first out. */
export interface FaultQueue {
  /** @throws TypeError when a fault makes no sense */
  push(...faults: Fault[]): void;
  /** Forgets all of them. */
  clear(): void;
  /** What is left, with the `times` that are left. */
  readonly pending: readonly Fault[];
}

/** What strikes one call: at most one latency, and at most one other fault. */
export interface Strike {
  latency?: LatencyFault;
  fault?: Exclude<Fault, LatencyFault>;
}

/** The queue with its other side, which the service uses. */
export interface FaultSource extends FaultQueue {
  take(at: FaultPoint): Strike;
}

export function createFaultQueue(): FaultSource {
  let queue: (Fault & { times: number })[] = [];

  function takeFirst<F extends Fault>(matches: (fault: Fault) => fault is F): F | undefined {
    const entry = queue.find((fault) => fault.times > 0 && matches(fault));
    if (entry === undefined) return undefined;
    const { ...struck } = entry;
    entry.times--;
    queue = queue.filter(({ times }) => times > 0);
    return matches(struck) ? struck : undefined;
  }

  return {
    push(...faults) {
      faults.forEach(checkFault);
      queue.push(...faults.map((fault) => ({ ...fault, times: fault.times ?? 1 })));
    },
    clear() {
      queue = [];
    },
    get pending() {
      return queue.map((fault) => ({ ...fault }));
    },
    take(at) {
      const latency = takeFirst(
        (fault): fault is Extract<Fault, LatencyFault> => fault.at === at && fault.what === "latency",
      );
      const fault = takeFirst(
        (candidate): candidate is Exclude<Fault, LatencyFault> => candidate.at === at && candidate.what !== "latency",
      );
      return { ...(latency && { latency }), ...(fault && { fault }) };
    },
  };
}
