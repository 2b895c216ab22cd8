/** Items of two lists in pairs, and those without a partner. */
export interface Pairs<T> {
  both: [before: T, after: T][];
  lost: T[];
  fresh: T[];
}

/** Pairs each item with its successor: the one with the same name, or else the one that shares most fields, at least half. */
export function pair<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (item: T) => string | undefined,
  fieldsOf: (item: T) => readonly string[],
): Pairs<T> {
  const pairs: Pairs<T> = { both: [], lost: [...before], fresh: [...after] };
  const match = (a: T, b: T) => {
    pairs.both.push([a, b]);
    pairs.lost.splice(pairs.lost.indexOf(a), 1);
    pairs.fresh.splice(pairs.fresh.indexOf(b), 1);
  };
  for (const a of before) {
    const name = nameOf(a);
    const b = name === undefined ? undefined : pairs.fresh.find((item) => nameOf(item) === name);
    if (b !== undefined) match(a, b);
  }
  const candidates = pairs.lost
    .flatMap((a) => pairs.fresh.map((b) => ({ a, b, likeness: likeness(fieldsOf(a), fieldsOf(b)) })))
    .filter(({ likeness }) => likeness >= 0.5)
    .sort((x, y) => y.likeness - x.likeness);
  for (const { a, b } of candidates) if (pairs.lost.includes(a) && pairs.fresh.includes(b)) match(a, b);
  // With one before and one after, they are a pair even if they have little in common.
  const [a, b] = [pairs.lost[0], pairs.fresh[0]];
  if (before.length === 1 && after.length === 1 && a !== undefined && b !== undefined) match(a, b);
  return pairs;
}

function likeness(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]).size;
  return all === 0 ? 1 : a.filter((field) => b.includes(field)).length / all;
}
