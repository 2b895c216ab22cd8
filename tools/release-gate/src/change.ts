/**
 * What a change means for users, in terms of semantic versioning, the smallest first. `unproven` may be anything: people must
 * decide, with a changeset of any size.
 */
export const VERDICTS = ["none", "patch", "minor", "unproven", "major"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Which way the data goes. `both`: an exported type that no operation uses, so it may be either. */
export type Direction = "request" | "response" | "both";

/** The entry point of `@cdn-export/api` that a change affects. */
export type Entry = "." | "./validate" | "./rules" | "./errors" | "./values";

export interface Change {
  /** The part of the spec: `createExportTask request`, `rules`, `codes/isps`. */
  where: string;
  /** The change itself: `interval lost value 300`. */
  what: string;
  verdict: Verdict;
  entry: Entry;
  /** Whether it changes which requests are refused, or warned of. */
  checked?: boolean;
  /** The change as a sentence for a changelog. */
  sentence: string;
}

export type Kind =
  | "lost field"
  | "new field"
  | "new required field"
  | "now required"
  | "now optional"
  | "lost value"
  | "new value"
  | "lost known value"
  | "new known value"
  | "narrower"
  | "wider"
  | "different"
  | "fractions refused"
  | "fractions allowed"
  | "reformatted"
  | "unknown keyword"
  | "other default"
  | "default documented"
  | "deprecated"
  | "deprecated no more";

/** The verdict for each kind of change in a request and in a response. */
const MEANING: Record<Kind, Record<"request" | "response", Verdict>> = {
  "lost field": { request: "major", response: "major" },
  "new field": { request: "minor", response: "minor" },
  "new required field": { request: "major", response: "minor" },
  "now required": { request: "major", response: "minor" },
  "now optional": { request: "minor", response: "major" },
  /** In closed lists. Code that handles each value of a response has no case for a new one. */
  "lost value": { request: "major", response: "minor" },
  "new value": { request: "minor", response: "major" },
  /** In open lists, which accept any value. */
  "lost known value": { request: "major", response: "minor" },
  "new known value": { request: "minor", response: "minor" },
  /** Limits, patterns and formats, which types can't express. */
  narrower: { request: "major", response: "minor" },
  wider: { request: "minor", response: "minor" },
  different: { request: "major", response: "major" },
  /** Integers only, or fractions too: both are `number` to TypeScript. */
  "fractions refused": { request: "major", response: "minor" },
  "fractions allowed": { request: "minor", response: "major" },
  /** A format of integers that allows the same ones. */
  reformatted: { request: "patch", response: "patch" },
  "unknown keyword": { request: "unproven", response: "unproven" },
  /** What the service does without the field. */
  "other default": { request: "major", response: "patch" },
  "default documented": { request: "patch", response: "patch" },
  deprecated: { request: "minor", response: "minor" },
  "deprecated no more": { request: "patch", response: "patch" },
};

export function meaning(kind: Kind, direction: Direction): Verdict {
  const { request, response } = MEANING[kind];
  return direction === "both" ? worse(request, response) : direction === "request" ? request : response;
}

export function worse(a: Verdict, b: Verdict): Verdict {
  return VERDICTS.indexOf(a) >= VERDICTS.indexOf(b) ? a : b;
}

export function worst(verdicts: Iterable<Verdict>): Verdict {
  return [...verdicts].reduce(worse, "none");
}

/** Whether a bump is enough for verdicts. */
export function covers(bump: Verdict, verdicts: readonly Verdict[]): boolean {
  return verdicts.every((verdict) => worse(bump, verdict === "unproven" ? "patch" : verdict) === bump);
}

/** Sorts the worst changes first, and removes duplicates. */
export function inOrder(changes: readonly Change[]): Change[] {
  const once = new Map(changes.map((change) => [`${change.where}: ${change.what}`, change]));
  return [...once.values()].sort((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict));
}
