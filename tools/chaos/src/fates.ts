// The fate of each create call.
import type { Fault } from "@cdn-export/emulator";
import { type Plan, type Profile, rivalRequest } from "./plan.ts";

export interface Fate {
  /** The emulator's fault for the call. */
  fault: Fault;
  /** Delay before the call is executed. */
  latencyMs?: number;
  /** The response to the caller, and the milliseconds until the call is executed. */
  later?: { answer: "reset" | 504; ms: number };
  /** Whether the call creates no task. */
  isWithoutTask?: boolean;
  /** Whether the fate is unusual. */
  isStruck?: boolean;
}

/** A call with a task that the list shows after `ms`. */
const made = (ms: number, answer: "ok" | "reset" = "ok"): Fault => ({ at: "create", what: "late", ms, answer });

export function createFates(plan: Plan, profile: Profile, random: () => number): () => Fate {
  const delay = listDelay(profile, random);
  let rivals = 0;
  const kinds: (() => Fate)[] = [
    () => ({ fault: { at: "create", what: "reset-before" }, isWithoutTask: true }),
    () => ({ fault: made(delay(), "reset") }),
    () => ({ fault: made(20_000) }),
    () => ({ fault: made(50_000, "reset") }),
    () => ({ fault: { at: "create", what: "status", status: 503 }, isWithoutTask: true }),
    () => ({ fault: { at: "create", what: "status", status: 429, retryAfter: 3 }, isWithoutTask: true }),
    () => ({ fault: { at: "create", what: "error-200" }, isWithoutTask: true }),
    () => ({ fault: { at: "create", what: "html" }, isWithoutTask: true }),
    () => ({ fault: made(delay()), latencyMs: 2000 }),
  ];
  const late = (): Fate => ({
    fault: made(delay()),
    later: { answer: random() < 0.5 ? 504 : "reset", ms: 1500 + random() * 13_500 },
  });
  const lose = (): Fate => ({ fault: { at: "create", what: "lose" }, isWithoutTask: true });
  const rival = (order: "before" | "after"): Fate => ({
    fault: { at: "create", what: "second-creator", order, request: rivalRequest(rivals++) },
  });
  // More often than the others, because these are the suite's purpose.
  if (!plan.plain) kinds.push(late, late, late);
  if (profile.losesCreates) kinds.push(lose);
  if (plan.rival !== "none")
    kinds.push(
      () => ({ fault: made(300_000) }),
      () => ({ fault: made(300_000, "reset") }),
    );
  if (plan.rival === "together")
    kinds.push(
      () => rival("before"),
      () => rival("after"),
    );
  return () => {
    const kind = random() < plan.faultRate ? kinds[Math.floor(random() * kinds.length)] : undefined;
    return kind ? { ...kind(), isStruck: true } : { fault: made(delay()) };
  };
}

function listDelay({ lateList: { kind, ms } }: Profile, random: () => number): () => number {
  if (kind === "always") return () => ms;
  if (kind === "up to") return () => random() * ms;
  return () => random() * (random() < 0.1 ? ms : 5000);
}
