// The parameters of a run. The seed decides everything else.
import type { ExportQuery } from "@cdn-export/client";
import type { Fault } from "@cdn-export/emulator";

export interface Plan {
  exports: number;
  /** The share of calls that fail, from 0 to 1. */
  faultRate: number;
  seed: number;
  /** Exports that one program runs at a time. */
  atOnce: number;
  /** Programs on the account. Two or more share a lock; a single one is alone. */
  programs: number;
  /** Whether only calls fail, which every export must survive: no kills, no stops, no odd clocks. */
  plain: boolean;
  /** Whether the programs are real processes. */
  kill: boolean;
  /** Undeclared programs that create tasks: together with a create call, or at any time. */
  rival: "none" | "together" | "any-time";
  /** For `any-time`: tasks per hour. */
  rivalsPerHour: number;
  /** Overrides parts of the seed's profile, for tests. */
  service?: Partial<Profile>;
  /** `broken` excludes no program and stores no create calls. It tests the suite itself. */
  lock: "working" | "broken";
}

export const CLOCKS = ["exact", "null", "off", "seconds", "behind", "missing", "ahead", "text"] as const;
export const DATES = ["always", "sometimes", "never"] as const;
export const BODIES = ["empty", "object", "task-id"] as const;

export interface LateList {
  kind: "always" | "up to" | "rarely";
  ms: number;
}

/** The behaviour of the service and the machines in one run. The real service's is unknown, so each seed has another. */
export interface Profile {
  /** The clock or the format of `create_time`. */
  createTime: (typeof CLOCKS)[number];
  /** Milliseconds by which the clock of `create_time` is off. */
  offsetMs: number;
  /** Which responses have a `Date` header. */
  dates: (typeof DATES)[number];
  lateList: LateList;
  createBody: (typeof BODIES)[number];
  isUpperCase: boolean;
  /** Whether some answered create calls create no task. */
  losesCreates: boolean;
  onLost: "fail" | "create-again";
  /** Where unresolved create calls are stored: next to the lock, with the jobs, or both. */
  claims: { withLock: boolean; withJobs: boolean };
  /** Milliseconds by which the programs' clocks are off. The first response corrects them. */
  skewMs: number;
  /** Milliseconds after which a stopped program loses the lock. */
  graceMs: number;
  /** The jobs' timeout. Exports wait for each other, and each may wait for several lost calls. */
  timeoutMs: number;
}

/** The moment when every run begins. */
export const START: number = Date.parse("2026-11-20T00:00:00Z");
const HOUR_MS = 3_600_000;
/** No two periods differ by eight hours, which the check of files accepts as a time zone. */
const STEP_HOURS = 11;
/** The first label of a domain contains the number of its export. */
const DOMAIN = /^www(\d+)\.example\.com$/;

const ACTIONS = ["top_url_detail", "top_ua_detail", "top_ip_detail", "uv"] as const;

/** The query of export number `n`. All queries differ, so a file shows which export it belongs to. */
export function query(n: number): ExportQuery {
  const from = START - (n * STEP_HOURS + 10) * HOUR_MS;
  return { action: ACTIONS[n % ACTIONS.length] ?? "uv", domains: [`www${n}.example.com`], from, to: from + HOUR_MS };
}

/** The number of a create call's export. `undefined` for a rival's call. */
export function numberOf(request: { domain_name?: string }): number | undefined {
  const [, digits] = DOMAIN.exec(request.domain_name ?? "") ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The request of rival task number `k`. */
export function rivalRequest(k: number): NonNullable<Fault<"second-creator">["request"]> {
  const start_time = START - (k * STEP_HOURS + 5) * HOUR_MS;
  const action = ACTIONS[k % ACTIONS.length] ?? "uv";
  return { action, domain_name: `rival${k}.example.com`, start_time, end_time: start_time + HOUR_MS };
}
