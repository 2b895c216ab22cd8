// The results of the exports, and the promises that were broken.
import type { Excuse } from "./excuse.ts";
import type { Event } from "./journal.ts";
import type { Plan, Profile } from "./plan.ts";

/** The result of one export, as its program reported it. */
export interface Outcome {
  n: number;
  /** The file's. `undefined` if the export failed. */
  sha256?: string;
  /** Name and code of the error. */
  error?: string;
  message?: string;
  /** IDs of the tasks that the error names. */
  candidates?: string[];
  /** Time until the file or the error, in milliseconds of the cloud's clock. */
  elapsedMs: number;
}

/** An export with a broken promise, or a needless error. */
export interface Problem {
  n: number;
  what: "wrong" | "lost" | "second" | "needlessly ambiguous" | "right file rejected";
  detail: string;
  /** The reason why it doesn't break a promise. */
  excuse?: Excuse;
}

export interface Ledger {
  plan: Plan;
  profile: Profile;
  asked: number;
  /** Tasks for the exports at the service. */
  created: number;
  /** Files that are identical to the service's file for the query. */
  whole: number;
  /** Other files. */
  wrong: number;
  /** Exports without a file and without an error. */
  lost: number;
  /** Second tasks of an export that the caller didn't allow. */
  second: number;
  /** Second tasks that the caller allowed, because a call was lost and its task was listed too late. */
  allowed: number;
  /** Errors about an export's only task, although the list showed it in time, with a usable time. */
  needless: number;
  /** Problems that the contract doesn't cover. They aren't counted above. */
  excused: number;
  /** Wrong files that the final check rejected. */
  rejected: number;
  /** Number of exports that each error ended, including needless errors. */
  errors: Record<string, number>;
  faults: number;
  retries: number;
  kills: number;
  aborts: number;
  stops: number;
  /** Locks taken from a stopped or dead program. */
  broken: number;
  /** Tasks of rivals. */
  rivals: number;
  /** Milliseconds of the cloud's clock. */
  longestWaitMs: number;
  problems: Problem[];
}

export interface Report {
  ledger: Ledger;
  events: readonly Event[];
}

/** The broken promises, in words. */
export function brokenPromises({ plan, asked, whole, wrong, lost, second }: Ledger): string[] {
  const problems: string[] = [];
  if (lost > 0) problems.push(`${lost} exports without a file and without an error`);
  // With undeclared rivals, the run only measures.
  if (plan.rival !== "none") return problems;
  if (wrong > 0) problems.push(`${wrong} wrong files`);
  if (second > 0) problems.push(`${second} tasks too many`);
  if (plan.plain && whole < asked) problems.push(`${asked - whole} of ${asked} exports have no file`);
  return problems;
}

/** Name and code of an error. */
export function nameOf(error: unknown): string {
  const { name, code } = Object(error) as { name?: string; code?: string };
  return code === undefined ? String(error) : `${name} ${code}`;
}
