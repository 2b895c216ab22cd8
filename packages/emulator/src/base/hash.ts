// Every number in the statistics is a hash of what it describes. Nothing needs to be stored, any cell can be computed on
// its own, and the same query always has the same result.

/** A 32-bit hash of a seed and up to three numbers (MurmurHash3's mixing). */
export function hash(seed: number, a: number, b = 0, c = 0): number {
  return finalize(mix(mix(mix(seed, a), b), c));
}

/** The hash as a number in [0, 1). */
export function unit(seed: number, a: number, b = 0, c = 0): number {
  return hash(seed, a, b, c) / 2 ** 32;
}

/** The hash as a number in [low, high). */
export function between(low: number, high: number, seed: number, a: number, b = 0, c = 0): number {
  return low + (high - low) * unit(seed, a, b, c);
}

/** The hash as a choice from a list that isn't empty. */
export function pick<T>(list: readonly [T, ...T[]], seed: number, a: number, b = 0, c = 0): T {
  return list[hash(seed, a, b, c) % list.length] ?? list[0];
}

/** A 32-bit hash of a string, over its UTF-16 units (FNV-1a). */
export function hashText(text: string, seed = 0): number {
  let h = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return finalize(h);
}

function mix(h: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const mixed = h ^ Math.imul(k, 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

function finalize(h: number): number {
  let x = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}
