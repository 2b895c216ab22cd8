// What a run consists of. The seed decides everything else.
import type { ExportQuery } from "@cdn-export/client";
import type { SecondCreatorFault } from "@cdn-export/emulator";

export interface Plan {
  exports: number;
  /** The share of calls that fail, from 0 to 1. */
  faultRate: number;
  seed: number;
  /** Exports that one program runs at a time. */
  atOnce: number;
  /** Programs on the account. Two or more share a lock; a single one is alone. */
  programs: number;
  /** Only failures that every export must survive: no kills, no stops, no odd clocks. */
  plain: boolean;
  /** Real processes. */
  kill: boolean;
  /** Other programs that create tasks although nobody declared them: together with a create call, or at any time. */
  rival: "none" | "together" | "any-time";
  /** For `any-time`. */
  rivalsPerHour: number;
  /** What the service and its surroundings are like, where the seed doesn't decide it: for tests. */
  service?: Partial<Profile>;
  /** `broken` lets every program in at once and keeps no create calls: only to test the suite itself. */
  lock: "working" | "broken";
}

export const CLOCKS = ["exact", "null", "off", "seconds", "behind", "missing", "ahead", "text"] as const;
export const DATES = ["always", "sometimes", "never"] as const;
export const BODIES = ["empty", "object", "task-id"] as const;

export interface LateList {
  kind: "always" | "up to" | "rarely";
  ms: number;
}

/** What the service and its surroundings are like in one run: unknown of the real service, so each seed has its own. */
export interface Profile {
  /** How `create_time` relates to the `Date` header. */
  createTime: (typeof CLOCKS)[number];
  /** In milliseconds, for clocks that are off. */
  offsetMs: number;
  /** Which responses have a `Date` header. */
  dates: (typeof DATES)[number];
  lateList: LateList;
  createBody: (typeof BODIES)[number];
  isUpperCase: boolean;
  /** Whether some create calls are answered, and create nothing. */
  losesCreates: boolean;
  onLost: "fail" | "create-again";
  /** Where create calls are kept whose task isn't known: next to the lock, with the jobs, or both. */
  claims: { withLock: boolean; withJobs: boolean };
  /** How far the clocks of the programs are off: the first response corrects them. */
  skewMs: number;
  /** Milliseconds after which a stopped program loses the lock. */
  graceMs: number;
  /** Job timeout: exports wait for one another, and each may wait for several lost calls. */
  timeoutMs: number;
}

/** The moment when every run begins. */
export const START: number = Date.parse("2026-11-20T00:00:00Z");
const HOUR_MS = 3_600_000;
/** No two periods differ by the eight hours that a file's time zone may explain. */
const STEP_HOURS = 11;
/** A domain has one label for its number, so that a request shows which export it is for. */
const DOMAIN = /^www(\d+)\.example\.com$/;

const ACTIONS = ["top_url_detail", "top_ua_detail", "top_ip_detail", "uv"] as const;

/** Export number `n`. Each asks for something else, so that a file shows whose it is. */
export function query(n: number): ExportQuery {
  const from = START - (n * STEP_HOURS + 10) * HOUR_MS;
  return { action: ACTIONS[n % ACTIONS.length] ?? "uv", domains: [`www${n}.example.com`], from, to: from + HOUR_MS };
}

/** Which export a create call is for; `undefined` for a rival's. */
export function numberOf(request: { domain_name?: string }): number | undefined {
  const [, digits] = DOMAIN.exec(request.domain_name ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What rivals ask for. */
export function rivalRequest(k: number): NonNullable<SecondCreatorFault["request"]> {
  const start_time = START - (k * STEP_HOURS + 5) * HOUR_MS;
  const action = ACTIONS[k % ACTIONS.length] ?? "uv";
  return { action, domain_name: `rival${k}.example.com`, start_time, end_time: start_time + HOUR_MS };
}
