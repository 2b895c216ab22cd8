import type { ComparedPart } from "./compare.ts";

/** Names of the two sides. */
export interface Labels {
  readonly ours: string;
  readonly theirs: string;
}

/** The explanation as plain text: the problem, the parts with their differences marked, and the advice. */
export function draw(
  summary: string,
  advice: string,
  parts: readonly ComparedPart[],
  labels: Labels = { ours: "ours", theirs: "gateway" },
): string {
  const width = Math.max(...parts.map(({ part }) => part.length), 0);
  const table = parts.flatMap((part) => drawPart(part, width, labels));
  return [summary, ...(table.length > 0 ? ["", ...table, ""] : []), advice].join("\n");
}

function drawPart({ part, same, ours, theirs, cause }: ComparedPart, width: number, labels: Labels): string[] {
  const indent = " ".repeat(width + 4);
  if (same) return [`  ${part.padEnd(width)}  ${clip(ours ?? theirs ?? "", 0)}`];
  const at = firstDifference(ours ?? "", theirs ?? "");
  const [mine, yours] = [clip(ours ?? NOTHING, at), clip(theirs ?? NOTHING, at)];
  return [
    `> ${part.padEnd(width)}  ${label(labels.ours)}${mine}`,
    `${indent}${label(labels.theirs)}${yours}`,
    `${indent}${" ".repeat(LABEL_WIDTH)}${" ".repeat(firstDifference(mine, yours))}^`,
    `${indent}${cause ?? ""}`,
  ];
}

const LABEL_WIDTH = "gateway: ".length;

function label(name: string): string {
  return `${name}:`.padEnd(LABEL_WIDTH);
}

const NOTHING = "(nothing)";
const WIDTH = 96;

/** Shortens a long value to the part around its first difference. */
function clip(value: string, at: number): string {
  if (value === "") return "(empty)";
  const start = value.length > WIDTH && at > WIDTH / 2 ? at - WIDTH / 4 : 0;
  const shown = value.slice(start, start + WIDTH);
  return `${start > 0 ? "..." : ""}${shown}${start + WIDTH < value.length ? "..." : ""}`;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}
