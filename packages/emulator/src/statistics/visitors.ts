import { DAY_MS } from "../base/constants.ts";
import { between } from "../base/hash.ts";
import type { Run } from "./places.ts";
import { addTraffic, noTraffic, type Profile, requestsOf } from "./traffic.ts";

/**
 * Unique visitors of a span. The more requests, the more of a limited public has been seen: a curve through 0 that bends
 * down, so a span never has more visitors than its parts together, nor fewer than any of them. Rounded up, for rounding
 * down would break the first of these. Yields after each day: over years that is long work.
 */
export function* visitorsOf(
  profile: Profile,
  runs: readonly Run[],
  from: number,
  to: number,
): Generator<void, number, void> {
  const sum = noTraffic();
  for (let start = from; start < to; start += DAY_MS) {
    addTraffic(sum, profile, runs, start, Math.min(start + DAY_MS, to));
    yield;
  }
  const requestsPerVisit = between(8, 25, profile.key, 31);
  const audienceSize = profile.requests * between(20, 60, profile.key, 32);
  return Math.ceil(audienceSize * (1 - Math.exp(-requestsOf(sum) / requestsPerVisit / audienceSize)));
}
