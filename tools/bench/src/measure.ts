// Measures two sides in turns, so that a machine that slows down affects both.
import { spawnSync } from "node:child_process";

export interface Comparison {
  /** Median of the rounds, in microseconds per operation. */
  ours: number;
  theirs: number;
  /** Median of the ratios ours / theirs, round by round. */
  ratio: number;
}

/** Each round runs `count` operations. The rounds of the warm-up aren't counted. */
export interface Rounds {
  rounds: number;
  count: number;
  warmUp: number;
}

export async function compare(times: Rounds, ours: () => unknown, theirs: () => unknown): Promise<Comparison> {
  const round = async (work: () => unknown) => {
    const start = performance.now();
    for (let i = 0; i < times.count; i++) await work();
    return performance.now() - start;
  };
  const pairs = await inTurns(
    times,
    () => round(ours),
    () => round(theirs),
  );
  return medians(times, pairs);
}

/** The results of both sides in each round after the warm-up. */
export async function inTurns<T>(
  times: Pick<Rounds, "rounds" | "warmUp">,
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
): Promise<[ours: T, theirs: T][]> {
  const pairs: [T, T][] = [];
  for (const isOursFirst of turns(times)) {
    const [a, b] = isOursFirst ? [ours, theirs] : [theirs, ours];
    const [first, second] = [await a(), await b()];
    pairs.push(isOursFirst ? [first, second] : [second, first]);
  }
  return pairs.slice(times.warmUp);
}

/** Like `compare`, for synchronous work, because awaiting a promise would take longer than the work. */
export function compareSync(times: Rounds, ours: () => unknown, theirs: () => unknown): Comparison {
  const round = (work: () => unknown) => {
    const start = performance.now();
    for (let i = 0; i < times.count; i++) work();
    return performance.now() - start;
  };
  const pairs = turns(times).map((isOursFirst): [number, number] => {
    const [a, b] = isOursFirst ? [ours, theirs] : [theirs, ours];
    const [first, second] = [round(a), round(b)];
    return isOursFirst ? [first, second] : [second, first];
  });
  return medians(times, pairs.slice(times.warmUp));
}

/** The sides take turns in coming first, because the second one finds a warmer machine. */
function turns({ rounds, warmUp }: Pick<Rounds, "rounds" | "warmUp">): boolean[] {
  return Array.from({ length: warmUp + rounds }, (_, i) => i % 2 === 0);
}

/** @param pairs - milliseconds of ours and theirs, round by round */
function medians({ count }: Rounds, pairs: readonly (readonly [ours: number, theirs: number])[]): Comparison {
  const micros = (ms: number) => (ms * 1000) / count;
  return {
    ours: micros(median(pairs.map(([ours]) => ours))),
    theirs: micros(median(pairs.map(([, theirs]) => theirs))),
    ratio: median(pairs.map(([ours, theirs]) => ours / theirs)),
  };
}

/**
 * Milliseconds that processes take longer than an empty one. The fastest run of each counts, because other work of the machine
 * only adds time.
 */
export function startTimes(
  rounds: number,
  empty: readonly string[],
  programs: readonly (readonly string[])[],
): number[] {
  const cwd = new URL("..", import.meta.url);
  const time = (args: readonly string[]) => {
    const start = performance.now();
    spawnSync(process.execPath, args, { cwd, stdio: "ignore" });
    return performance.now() - start;
  };
  const times = Array.from({ length: rounds }, () => [empty, ...programs].map(time));
  const [least = 0, ...others] = times[0]?.map((_, i) => Math.min(...times.map((round) => round[i] ?? 0))) ?? [];
  return others.map((other) => other - least);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
