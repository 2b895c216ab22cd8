// What a run is made of: the exports, and the failures, both decided by the seed.
import type { ExportQuery } from "@cdn-export/client";
import type { EmulatorOptions, Fault } from "@cdn-export/emulator";

export interface Plan {
  exports: number;
  /** How many calls fail, from 0 to 1. */
  faultRate: number;
  seed: number;
  atOnce: number;
  kill: boolean;
  /** Programs that share the account, and the exports among them. */
  programs: number;
  /** They take no turns, and each was told that it is not the sole writer. */
  apart: boolean;
  /** Also what nobody can come through. */
  hostile: boolean;
}

/** The moment at which every run begins. */
export const START: number = Date.parse("2026-11-20T00:00:00Z");
const HOUR_MS = 3_600_000;
/** What the client takes for the longest time until a task shows up. */
const VISIBLE_WITHIN_MS = 120_000;

const ACTIONS = ["top_url_detail", "top_ua_detail", "top_ip_detail", "uv"] as const;

/** Export number `n`: each asks for something else, so that a file tells whose it is. */
export function query(n: number): ExportQuery {
  const from = START - (n + 10) * HOUR_MS;
  return { action: ACTIONS[n % ACTIONS.length] ?? "uv", domains: [`www${n}.example.com`], from, to: from + HOUR_MS };
}

/** How far the programs' clock is off, in milliseconds: the first answer puts it right. */
export function clockSkew({ seed }: Plan): number {
  return ((seed % 5) - 2) * HOUR_MS;
}

const CREATE_BODIES = ["empty", "object", "task-id"] as const;
const LIST_DELAYS_MS = [3000, 500, 15_000] as const;

/**
 * A cloud that shows its tasks late, though never so late that they count as lost. How late, and what it answers a create
 * call with, is unknown of the real one: each seed has its own.
 */
export function cloudOptions({ seed, faultRate, hostile, apart }: Plan): EmulatorOptions {
  return {
    seed,
    createBody: pick(CREATE_BODIES, seed),
    format: "csv",
    topRows: 60,
    runMs: 4000,
    listDelayMs: pick(LIST_DELAYS_MS, Math.floor(seed / CREATE_BODIES.length)),
    linkLifeMs: 60_000,
    maxTasks: 100_000,
    failRate: hostile ? faultRate / 10 : 0,
    faults: faults(faultRate, hostile).filter((fault) => !(apart && isUntold(fault))),
  };
}

function pick<T>(from: readonly [T, ...T[]], seed: number): T {
  return from[seed % from.length] ?? from[0];
}

/** What another program on the account asks for: its file is a wrong one. */
const RIVAL = { action: "uv", domain_name: "rival.example.com", start_time: START, end_time: START + HOUR_MS } as const;

/**
 * An answer to a create call that makes no task in time. When another program creates one in that very second, nothing
 * tells whose it is: programs that are apart cannot come through it.
 */
function isUntold(fault: Fault): boolean {
  if (fault.at !== "create") return false;
  return fault.what === "lose" || (fault.what === "late" && fault.ms > VISIBLE_WITHIN_MS);
}

/** Each kind as often as the others, together at the rate that was asked for. */
function faults(rate: number, hostile: boolean): Fault[] {
  const create: Fault[] = [
    { at: "create", what: "reset-before" },
    { at: "create", what: "reset-after" },
    { at: "create", what: "late", ms: 20_000 },
    { at: "create", what: "late", ms: 50_000, answer: "reset" },
    { at: "create", what: "lose" },
    { at: "create", what: "status", status: 503 },
    { at: "create", what: "status", status: 429, retryAfter: 3 },
    { at: "create", what: "error-200" },
    { at: "create", what: "html" },
    { at: "create", what: "latency", ms: 2000 },
  ];
  const list: Fault[] = [
    { at: "list", what: "reset-before" },
    { at: "list", what: "reset-after" },
    { at: "list", what: "status", status: 500 },
    { at: "list", what: "status", status: 429 },
    { at: "list", what: "error-200" },
    { at: "list", what: "html" },
    { at: "list", what: "html", status: 200 },
    { at: "list", what: "truncate", bytes: 50 },
    { at: "list", what: "corrupt" },
    { at: "list", what: "duplicate" },
    { at: "list", what: "reorder" },
    { at: "list", what: "unknown-status" },
    { at: "list", what: "latency", ms: 1500 },
  ];
  // A single byte that is another is not among them: of a csv file nothing but its content tells.
  const download: Fault[] = [
    { at: "download", what: "reset-before" },
    { at: "download", what: "status", status: 503 },
    { at: "download", what: "html", status: 200 },
    { at: "download", what: "error-200" },
    { at: "download", what: "truncate", bytes: 0 },
    { at: "download", what: "truncate", bytes: 600 },
    { at: "download", what: "truncate", bytes: 1500 },
    { at: "download", what: "link-expired" },
    { at: "download", what: "link-moved" },
    { at: "download", what: "redirect" },
    { at: "download", what: "slow", bytes: 500, ms: 20 },
  ];
  const beyond: Fault[] = [
    // A clock that is wrong for one call: a refused signature is never tried twice.
    { at: "create", what: "clock-skew", ms: 2_000_000 },
    // Not the order "instead": when our task is lost just as another program creates one, nothing in the list tells so.
    { at: "create", what: "second-creator", order: "before", request: RIVAL },
    { at: "create", what: "second-creator", order: "after", request: RIVAL },
    { at: "create", what: "late", ms: 300_000 },
    { at: "create", what: "late", ms: 300_000, answer: "reset" },
  ];
  return [hostile ? [...create, ...beyond] : create, list, download].flatMap((kinds) => {
    // So that any of them strikes at the rate that was asked for.
    const each = 1 - (1 - rate) ** (1 / kinds.length);
    return kinds.map((fault) => ({ ...fault, rate: each }));
  });
}
