import { HOUR_MS, SLOT_MS } from "../base/constants.ts";
import { between, hashText } from "../base/hash.ts";
import { placeShares, type Run } from "./places.ts";
import { rhythm } from "./rhythm.ts";
import { effectAt, type ScenarioEvent } from "./scenario.ts";
import { borderAt, cut, type Shares } from "./shares.ts";

/** Counts of traffic. All are whole numbers that add up over time, domains, places and carriers. */
export interface Traffic {
  /** Requests by outcome. Their sum is all requests. `okHit` and `redirects` came from the cache. */
  okHit: number;
  okMiss: number;
  redirects: number;
  clientErrors: number;
  serverErrors: number;
  /** Bytes from the cache, and bytes from the origin. */
  hitBytes: number;
  missBytes: number;
}

/** The constant properties of a domain: its size, its files, its audience. */
export interface Profile {
  domain: string;
  key: number;
  /** Requests per five minutes at rhythm 1. */
  requests: number;
  bytesPerRequest: number;
  hitRatio: number;
  places: Shares;
  /** What happens to it. */
  events: readonly ScenarioEvent[];
  /** The latest slots: the rows of one point in time, carrier by carrier, all read the same hour. */
  recent: { slot: number; traffic: Traffic }[];
}

export function profileOf(domain: string, seed: number, scenario: readonly ScenarioEvent[] = []): Profile {
  const key = hashText(domain, seed);
  return {
    domain,
    key,
    // From 3,000 to 60,000; most domains are small.
    requests: Math.round(3000 * 20 ** (between(0, 1, key, 11) ** 2)),
    bytesPerRequest: Math.round(between(20_000, 120_000, key, 12)),
    hitRatio: between(0.86, 0.98, key, 13),
    places: placeShares(key),
    events: scenario.filter(({ domains }) => domains === undefined || domains.includes(domain)),
    recent: [],
  };
}

export function noTraffic(): Traffic {
  return { okHit: 0, okMiss: 0, redirects: 0, clientErrors: 0, serverErrors: 0, hitBytes: 0, missBytes: 0 };
}

/**
 * Adds the traffic of the five-minute slots that start from `from` up to but not including `to` to `sum`.
 *
 * @param from - milliseconds since the epoch
 * @param runs - the places to count
 */
export function addTraffic(sum: Traffic, profile: Profile, runs: readonly Run[], from: number, to: number): Traffic {
  const end = Math.ceil(to / SLOT_MS);
  for (let slot = Math.ceil(from / SLOT_MS); slot < end; slot++) {
    const all = recentTraffic(profile, slot);
    const hour = Math.floor((slot * SLOT_MS) / HOUR_MS);
    for (const [first, last] of runs) {
      addPart(sum, all, borderAt(profile.places, first, hour), borderAt(profile.places, last, hour));
    }
  }
  return sum;
}

const SLOTS_PER_HOUR = HOUR_MS / SLOT_MS;

function recentTraffic(profile: Profile, slot: number): Traffic {
  const known = profile.recent[slot % SLOTS_PER_HOUR];
  if (known?.slot === slot) return known.traffic;
  const traffic = slotTraffic(profile, slot);
  profile.recent[slot % SLOTS_PER_HOUR] = { slot, traffic };
  return traffic;
}

/** The traffic of all places in one slot. */
function slotTraffic({ key, requests, bytesPerRequest, hitRatio, events }: Profile, slot: number): Traffic {
  const effect = effectAt(events, slot);
  const count = Math.round(requests * effect.requests * rhythm(key, slot));
  const serverErrors = Math.floor(count * (effect.serverErrors ?? between(0, 0.002, key, slot, 21)));
  // Usual days stay as they were before there were scenarios.
  const answered = effect.serverErrors === undefined ? count : count - serverErrors;
  const clientErrors = Math.floor(answered * between(0.005, 0.02, key, slot, 22));
  const redirects = Math.floor(answered * between(0.02, 0.05, key, slot, 23));
  const ok = count - serverErrors - clientErrors - redirects;
  const hits = hitRatio * between(0.98, 1.02, key, slot, 24);
  const okHit = Math.floor(ok * hits);
  const bytes = Math.floor(ok * bytesPerRequest * between(0.9, 1.1, key, slot, 25));
  const hitBytes = Math.floor(bytes * hits);
  return { okHit, okMiss: ok - okHit, redirects, clientErrors, serverErrors, hitBytes, missBytes: bytes - hitBytes };
}

function addPart(sum: Traffic, all: Traffic, from: number, to: number): void {
  sum.okHit += cut(all.okHit, from, to);
  sum.okMiss += cut(all.okMiss, from, to);
  sum.redirects += cut(all.redirects, from, to);
  sum.clientErrors += cut(all.clientErrors, from, to);
  sum.serverErrors += cut(all.serverErrors, from, to);
  sum.hitBytes += cut(all.hitBytes, from, to);
  sum.missBytes += cut(all.missBytes, from, to);
}

export function requestsOf({ okHit, okMiss, redirects, clientErrors, serverErrors }: Traffic): number {
  return okHit + okMiss + redirects + clientErrors + serverErrors;
}

export function bytesOf({ hitBytes, missBytes }: Traffic): number {
  return hitBytes + missBytes;
}
