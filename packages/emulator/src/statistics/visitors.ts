import { DAY_MS } from "../base/constants.ts";
import { between } from "../base/hash.ts";
import type { Run } from "./places.ts";
import { addTraffic, noTraffic, type Profile, requestsOf } from "./traffic.ts";

/**
 * The unique visitors of a span. The number of visitors grows with the requests, but ever more slowly, because the audience
 * is limited. So a span never has more visitors than its parts together, and never fewer than any part. The result is
 * rounded up: rounding down would break the first of these rules. Yields after each day, because years take long.
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
