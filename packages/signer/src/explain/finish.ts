import type { ComparedPart } from "./compare.ts";
import type { Diagnosis } from "./diagnose.ts";
import { draw, type Labels } from "./draw.ts";
import type { Explanation } from "./explanation.ts";

/** Puts an explanation together, and draws it. */
export function finish(
  { reason, summary, advice }: Diagnosis,
  parts: readonly ComparedPart[],
  labels?: Labels,
): Explanation {
  const differences = parts.filter(({ same }) => !same);
  // The causes stand beside the parts already.
  const text = draw(summary, differences.length > 0 ? "" : advice, parts, labels).trimEnd();
  return { reason, summary, advice, parts, differences, text };
}
