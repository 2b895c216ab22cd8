// Formats a table that fits the terminal. Wide characters, such as Chinese, count as two columns.
import stringWidth from "string-width";
import { printable } from "./printable.ts";

const GAP = "  ";
/** Narrower than this a cell says nothing. */
const LEAST = 6;

export interface TableOptions {
  /** So many of the first columns are worth more whole than the others cut. */
  whole?: number;
}

/**
 * @param width - columns of the terminal; `undefined`, and the 0 of one without a size, leave every cell whole.
 * @returns lines without the last newline. Columns that find no room are left out, and counted below.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  width?: number,
  { whole = 0 }: TableOptions = {},
): string {
  const lines = [headings, ...rows].map((row) => headings.map((_, i) => printable(row[i] ?? "")));
  const needed = headings.map((_, i) => lines.reduce((most, line) => Math.max(most, stringWidth(line[i] ?? "")), 0));
  const widths = !width ? needed : fitted(needed, width, whole);
  const isNumber = headings.map((_, i) => lines.slice(1).every((line) => /^-?[\d.,]*$/.test(line[i] ?? "")));
  const draw = (line: readonly string[]) =>
    widths
      .map((room, i) => padded(line[i] ?? "", room, isNumber[i] ?? false))
      .join(GAP)
      .trimEnd();
  const [first = [], ...others] = lines;
  const rule = widths.map((room) => "-".repeat(room)).join(GAP);
  const left = headings.length - widths.length;
  const more = left === 0 ? [] : [`(${left} more column${left === 1 ? "" : "s"}: ${first.slice(-left).join(", ")})`];
  return [draw(first), rule, ...others.map(draw), ...more].join("\n");
}

/** The widest columns give way first; when all are at their least, the last ones go. */
function fitted(needed: readonly number[], width: number, whole: number): number[] {
  for (let count = needed.length; count > 1; count--) {
    const widths = needed.slice(0, count);
    const room = width - GAP.length * (count - 1);
    if (count > whole && whole > 0 && sum(widths) > room) continue;
    if (widths.reduce((sum, each) => sum + Math.min(each, LEAST), 0) <= room) return narrowed(widths, room);
  }
  return [Math.min(needed[0] ?? 0, width)];
}

function narrowed(widths: number[], room: number): number[] {
  for (let over = sum(widths) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function padded(text: string, room: number, isNumber: boolean): string {
  const shown = stringWidth(text) <= room ? text : cut(text, room);
  const blanks = " ".repeat(Math.max(0, room - stringWidth(shown)));
  return isNumber ? blanks + shown : shown + blanks;
}

function cut(text: string, room: number): string {
  let shown = "";
  for (const char of text) {
    if (stringWidth(shown + char) > room - 3) break;
    shown += char;
  }
  return `${shown}...`.slice(0, room);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
