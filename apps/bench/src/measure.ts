// Two things measured in one run, in turn, so that a machine that slows down slows both.

export interface Comparison {
  /** Median of the rounds, in microseconds for one operation. */
  ours: number;
  theirs: number;
  /** Median of the ratios ours / theirs, round by round. */
  ratio: number;
}

/** @param count - operations a round. @param warmUp - rounds of each side before, which are not counted. */
export async function compare(
  { rounds, count, warmUp }: { rounds: number; count: number; warmUp: number },
  ours: () => unknown,
  theirs: () => unknown,
): Promise<Comparison> {
  const time = async (work: () => unknown) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) await work();
    return ((performance.now() - start) * 1000) / count;
  };
  const pairs: [number, number][] = [];
  for (let round = -warmUp; round < rounds; round++) {
    // Who comes first changes, for the second finds a warmer machine.
    const first = round % 2 === 0;
    const a = await time(first ? ours : theirs);
    const b = await time(first ? theirs : ours);
    if (round >= 0) pairs.push(first ? [a, b] : [b, a]);
  }
  return {
    ours: median(pairs.map(([a]) => a)),
    theirs: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

/** As `compare`, for work that must not be awaited: a promise would cost more than it. */
export function compareSync(rounds: number, count: number, ours: () => unknown, theirs: () => unknown): Comparison {
  const time = (work: () => unknown) => {
    const start = performance.now();
    for (let i = 0; i < count; i++) work();
    return ((performance.now() - start) * 1000) / count;
  };
  time(ours);
  time(theirs);
  const pairs = Array.from({ length: rounds }, (): [number, number] => [time(ours), time(theirs)]);
  return {
    ours: median(pairs.map(([a]) => a)),
    theirs: median(pairs.map(([, b]) => b)),
    ratio: median(pairs.map(([a, b]) => a / b)),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[middle]];
  return (low + high) / 2;
}
