// What became of the exports, and which promises were kept.
import type { Excuse } from "./excuse.ts";
import type { Event } from "./journal.ts";
import type { Plan, Profile } from "./plan.ts";

/** The end of one export, as its program saw it. */
export interface Outcome {
  n: number;
  /** Of the file; none when the export failed. */
  sha256?: string;
  /** Name and code of the error. */
  error?: string;
  message?: string;
  /** The tasks that the error names. */
  candidates?: string[];
  /** From the start to the file or the error, in milliseconds of the cloud's clock. */
  elapsedMs: number;
}

/** An export with a broken promise, or a needless error. */
export interface Problem {
  n: number;
  what: "wrong" | "lost" | "second" | "needlessly ambiguous" | "right file rejected";
  detail: string;
  /** Why it breaks no promise, if it doesn't. */
  excuse?: Excuse;
}

export interface Ledger {
  plan: Plan;
  profile: Profile;
  asked: number;
  /** Tasks for the exports at the service. */
  created: number;
  /** Files that are, byte for byte, what the service has for the query. */
  whole: number;
  /** Files that aren't. */
  wrong: number;
  /** Exports with neither a file nor an error. */
  lost: number;
  /** Tasks beyond one for each export that the caller didn't allow. */
  second: number;
  /** Tasks beyond one for each export that the caller allowed: their calls were lost, and their tasks too late. */
  allowed: number;
  /** Errors about a task that the list showed in time, with a usable time, as the only one of its export. */
  needless: number;
  /** Wrong files, second tasks and needless errors that the contract doesn't cover, and which aren't counted above. */
  excused: number;
  /** Wrong files that the final check rejected. */
  rejected: number;
  /** How often each error ended an export, needless ones included. */
  errors: Record<string, number>;
  faults: number;
  retries: number;
  kills: number;
  aborts: number;
  stops: number;
  /** Locks that were taken from a program that was stopped or dead. */
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
  // Against rivals that nobody declared there is no promise, only a figure.
  if (plan.rival !== "none") return problems;
  if (wrong > 0) problems.push(`${wrong} wrong files`);
  if (second > 0) problems.push(`${second} tasks too many`);
  if (plan.plain && whole < asked) problems.push(`${asked - whole} of ${asked} exports have no file`);
  return problems;
}

/** What an {@link Outcome} keeps of an error. */
export function nameOf(error: unknown): string {
  const { name, code } = Object(error) as { name?: string; code?: string };
  return code === undefined ? String(error) : `${name} ${code}`;
}
