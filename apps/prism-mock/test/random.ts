export type Random = (below: number) => number;

/** Random numbers that are the same in each run (mulberry32). */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below;
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random(list.length))] as T;
}
