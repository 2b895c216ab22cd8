// Results about points are computed once: a zoom or another grouping asks for most of them again.
import type { Points } from "@cdn-export/rows/report";

const results = new WeakMap<Points, Map<string, unknown>>();

/** A page doesn't ask for more at a time. */
const MAX_RESULTS = 60;

/**
 * @param key - what is computed, and with which options: another key for another result.
 * @param compute - a pure function of the points.
 */
export function remembered<T>(points: Points, key: readonly unknown[], compute: () => T): T {
  let known = results.get(points);
  if (known === undefined) {
    known = new Map();
    results.set(points, known);
  }
  const text = JSON.stringify(key);
  if (known.has(text)) return known.get(text) as T;
  const result = compute();
  known.set(text, result);
  for (const old of [...known.keys()].slice(0, -MAX_RESULTS)) known.delete(old);
  return result;
}
