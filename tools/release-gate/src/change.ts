/** What a change is for those who use the packages, in the words of semantic versioning, the smallest first. */
export const VERDICTS = ["none", "patch", "minor", "major"] as const;

export type Verdict = (typeof VERDICTS)[number];

/** Which way the data goes. `both`: an exported type that no operation uses, so that nobody knows who fills it in. */
export type Direction = "request" | "response" | "both";

/** An entry point of `@cdn-export/api`: whoever imports it gets the change. */
export type Entry = "." | "./validate" | "./rules" | "./errors" | "./values";

export interface Change {
  /** The part of the spec: `createExportTask request`, `rules`, `codes/isps`. */
  where: string;
  /** What happened to it: `interval lost value 300`. */
  what: string;
  verdict: Verdict;
  entry: Entry;
  /** The same for a changelog. */
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
  | "other default"
  | "default documented"
  | "deprecated"
  | "deprecated no more";

/** What happens to a part of a request or an answer, and what that is for a user. The heart of the gate. */
const MEANING: Record<Kind, Record<"request" | "response", Verdict>> = {
  "lost field": { request: "major", response: "major" },
  "new field": { request: "minor", response: "minor" },
  "new required field": { request: "major", response: "minor" },
  "now required": { request: "major", response: "minor" },
  "now optional": { request: "minor", response: "major" },
  /** Of a closed list: an answer with a new value reaches code that has no case for it. */
  "lost value": { request: "major", response: "minor" },
  "new value": { request: "minor", response: "major" },
  /** Of an open list, where any value passes. */
  "lost known value": { request: "major", response: "minor" },
  "new known value": { request: "minor", response: "minor" },
  /** Limits, patterns, formats: what types cannot see. */
  narrower: { request: "major", response: "minor" },
  wider: { request: "minor", response: "minor" },
  different: { request: "major", response: "major" },
  /** Whole numbers only, or fractions too: types say `number` to both. */
  "fractions refused": { request: "major", response: "minor" },
  "fractions allowed": { request: "minor", response: "major" },
  /** What the service does when a field is left out. */
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

/** Whether a bump is enough for a verdict. */
export function covers(bump: Verdict, verdict: Verdict): boolean {
  return worse(bump, verdict) === bump;
}

/** The worst first; each once. */
export function inOrder(changes: readonly Change[]): Change[] {
  const once = new Map(changes.map((change) => [`${change.where}: ${change.what}`, change]));
  return [...once.values()].sort((a, b) => VERDICTS.indexOf(b.verdict) - VERDICTS.indexOf(a.verdict));
}
