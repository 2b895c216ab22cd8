// Derives the profile of a run from its seed.
import type { EmulatorOptions, Fault } from "@cdn-export/emulator";
import { BODIES, CLOCKS, DATES, type LateList, type Plan, type Profile } from "./plan.ts";
import { pick, randomOf } from "./random.ts";

const DELAYS_MS = [3000, 500, 15_000] as const;
/** Until the list shows a new task: always the same time, up to that time, or rarely up to that time. */
const LATE_LISTS: [LateList, ...LateList[]] = [
  { kind: "up to", ms: 15_000 },
  { kind: "up to", ms: 110_000 },
  { kind: "rarely", ms: 150_000 },
  { kind: "always", ms: 500 },
  { kind: "up to", ms: 150_000 },
];
const HOUR_MS = 3_600_000;

export function profileOf(plan: Plan): Profile {
  const { seed, plain, programs } = plan;
  const random = randomOf(seed * 7919 + 17);
  const createTime = plain ? "exact" : pick(CLOCKS, seed);
  const dates = plain ? "always" : pick(DATES, Math.floor(random() * 4) - 1);
  const sign = random() < 0.5 ? -1 : 1;
  const fixed = { kind: "always", ms: pick(DELAYS_MS, Math.floor(seed / BODIES.length)) } as const;
  const inBoth = random() < 0.3;
  const withJobs = random() < 0.3;
  return {
    createTime,
    offsetMs:
      { ahead: 8 * HOUR_MS, behind: -8 * HOUR_MS, off: sign * (500 + random() * 8500) }[String(createTime)] ?? 0,
    dates,
    lateList: plain ? fixed : pick(LATE_LISTS, Math.floor(random() * LATE_LISTS.length)),
    createBody: plain ? pick(BODIES, seed) : pick(BODIES, Math.floor(random() * 4) - 1),
    isUpperCase: !plain && random() < 0.2,
    losesCreates: plan.rival !== "none" || (!plain && random() < 0.4),
    onLost: plain || random() < 0.7 ? "create-again" : "fail",
    claims: { withLock: inBoth || !withJobs, withJobs: programs === 1 || inBoth || withJobs },
    // The `Date` of a rejection corrects the clock of signatures.
    skewMs: dates === "always" ? ((seed % 5) - 2) * HOUR_MS : 0,
    graceMs: 45_000,
    timeoutMs: (plain && plan.rival === "none" ? 24 : 3) * HOUR_MS,
    ...plan.service,
  };
}

export function cloudOptions({ seed, faultRate }: Plan, { createBody }: Profile): EmulatorOptions {
  return {
    seed,
    createBody,
    format: "csv",
    topRows: 60,
    runMs: 4000,
    linkLifeMs: 60_000,
    maxTasks: 1_000_000,
    faults: faults(faultRate),
  };
}

/** Failures of list calls and downloads, all equally frequent. Create calls have fates instead. */
function faults(rate: number): Fault[] {
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
  // No single wrong byte: in a csv file, nothing reveals it.
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
  return [list, download].flatMap((kinds) => {
    // Together they reach the requested rate.
    const each = 1 - (1 - rate) ** (1 / kinds.length);
    return kinds.map((fault) => ({ ...fault, rate: each }));
  });
}
