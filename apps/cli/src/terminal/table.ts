// Formats a table that fits the terminal. Wide characters, such as Chinese, count as two columns.
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { say } from "./language.ts";
import { printable } from "./printable.ts";

export interface TableColumn {
  heading: string;
  /** Whether its cells are useless when they are cut: numbers, times, IDs. */
  whole: boolean;
  /** Whether its cells are aligned to the right. */
  right?: boolean;
}

const GAP = "  ";
/** A text that is cut to less is useless. */
const MIN_TEXT_WIDTH = 12;
const CUT = "...";

/**
 * Columns that don't fit are left out and named. If most of them don't fit, the rows are printed one below another instead.
 *
 * @param width - columns of the terminal; `undefined`, and the 0 of a terminal without a size, leave every cell whole.
 * @returns lines without the last newline.
 */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width?: number): string {
  const headings = columns.map(({ heading }) => printable(heading));
  const lines = rows.map((row) => columns.map((_, i) => printable(row[i] ?? "")));
  const needed = columns.map((_, i) => longest([headings, ...lines].map((line) => line[i] ?? "")));
  if (!width) return drawn(columns, headings, lines, needed);
  const least = columns.map(({ whole }, i) => (whole ? (needed[i] ?? 0) : Math.min(needed[i] ?? 0, MIN_TEXT_WIDTH)));
  const count = columns.filter((_, i) => total(least.slice(0, i + 1)) <= width).length;
  if (count < columns.length / 2) return records(columns, lines, width);
  const shown = columns.slice(0, count);
  const widths = narrowed(needed.slice(0, count), least, width);
  const left = headings.slice(count);
  const more = say(
    `(no room for ${left.length} column${left.length === 1 ? "" : "s"}: ${left.join(", ")})`,
    `(放不下的 ${left.length} 列：${left.join("、")})`,
  );
  return [drawn(shown, headings, lines, widths), ...(left.length > 0 ? [wrapped(more, width)] : [])].join("\n");
}

function drawn(
  columns: readonly TableColumn[],
  headings: readonly string[],
  lines: readonly (readonly string[])[],
  widths: readonly number[],
): string {
  const draw = (line: readonly string[]) =>
    columns
      .map(({ right = false }, i) => padded(line[i] ?? "", widths[i] ?? 0, right))
      .join(GAP)
      .trimEnd();
  const rule = columns.map((_, i) => "-".repeat(widths[i] ?? 0)).join(GAP);
  return [draw(headings), rule, ...lines.map(draw)].join("\n");
}

/** Each row as lines of `heading  cell`, with an empty line between rows. A number without room there gets its own line. */
function records(columns: readonly TableColumn[], lines: readonly (readonly string[])[], width: number): string {
  const headings = columns.map(({ heading }) => printable(heading));
  const start = Math.min(longest(headings), Math.floor(width / 2));
  const room = Math.max(width - start - GAP.length, MIN_TEXT_WIDTH);
  const indent = `\n${" ".repeat(start)}${GAP}`;
  const field = (heading: string, cell: string, whole: boolean) => {
    const name = padded(heading, start, false);
    if (whole && stringWidth(cell) > room) return `${name.trimEnd()}\n ${cell}`;
    return `${name}${GAP}${wrapped(cell, room).replaceAll("\n", indent)}`.trimEnd();
  };
  const record = (line: readonly string[]) =>
    columns.map(({ whole }, i) => field(headings[i] ?? "", line[i] ?? "", whole)).join("\n");
  return lines.map(record).join("\n\n");
}

/** Narrows the widest column of text first. */
function narrowed(needed: readonly number[], least: readonly number[], width: number): number[] {
  const widths = [...needed];
  const spare = (i: number) => (widths[i] ?? 0) - (least[i] ?? 0);
  for (let over = total(widths) - width; over > 0; over--) {
    const widest = widths.reduce((best, each, i) => (spare(i) > 0 && each > (widths[best] ?? 0) ? i : best), -1);
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function padded(text: string, room: number, right: boolean): string {
  const shown = stringWidth(text) <= room ? text : cut(text, room);
  const blanks = " ".repeat(Math.max(0, room - stringWidth(shown)));
  return right ? blanks + shown : shown + blanks;
}

function cut(text: string, room: number): string {
  let shown = "";
  let width = CUT.length;
  for (const char of text) {
    width += stringWidth(char);
    if (width > room) break;
    shown += char;
  }
  return `${shown}${CUT}`.slice(0, room);
}

function wrapped(text: string, room: number): string {
  return wrapAnsi(text, room, { hard: true, trim: false });
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, stringWidth(text)), 0);
}

/** The width of columns with the gaps between them. */
function total(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, GAP.length * (widths.length - 1));
}
