import type { ComparedPart } from "./compare.ts";
import type { Diagnosis } from "./diagnose.ts";
import { draw, type Labels } from "./draw.ts";
import type { Explanation } from "./explanation.ts";

/** Builds an explanation with its text. */
export function finish(
  { reason, summary, advice }: Diagnosis,
  parts: readonly ComparedPart[],
  labels?: Labels,
): Explanation {
  const differences = parts.filter(({ same }) => !same);
  // The text already shows each part's cause.
  const text = draw(summary, differences.length > 0 ? "" : advice, parts, labels).trimEnd();
  return { reason, summary, advice, parts, differences, text };
}
