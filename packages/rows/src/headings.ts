import { COLUMNS, type ColumnKind, type ColumnSpec, UNITS, type Unit } from "./columns.ts";

/** A column of one file. */
export interface Column {
  /** The key of its cells in a row: the key of a known column, or the heading. */
  key: string;
  /** The heading as it is in the file. Empty if there is none. */
  heading: string;
  /** The kind that a known column promises. Absent for an unknown column. */
  known?: ColumnKind;
  /** The kind that cells are read as, if they can be. */
  kind: ColumnKind;
  /** The unit of a known column. */
  unit?: Unit;
  /** The key for cells of another kind, which stay unchanged. */
  otherKey: string;
  /** Whether the heading marks its numbers as percentages. */
  hasPercentSign: boolean;
  /** Offset of the column's times from UTC, in minutes. */
  offsetMinutes: number;
}

/** Known columns by their headings, normalised. */
export type Headings = ReadonlyMap<string, readonly [key: string, spec: ColumnSpec]>;

export function headingsOf(own: Readonly<Record<string, ColumnSpec>> = {}): Headings {
  const entries = Object.entries<ColumnSpec>({ ...COLUMNS, ...own });
  return new Map(
    entries.flatMap(([key, spec]) =>
      [key, ...spec.headings].map((heading) => [normal(split(heading).name), [key, spec]] as const),
    ),
  );
}

/** Counts the cells that are headings of known columns. */
export function countKnown(cells: readonly unknown[], headings: Headings): number {
  return cells.filter((cell) => typeof cell === "string" && find(cell, headings) !== undefined).length;
}

/** The columns with these headings. Keys are unique, even if headings repeat. */
export function columnsOf(cells: readonly string[], headings: Headings): Column[] {
  const found = cells.map((cell) => find(cell, headings));
  // Known columns get their keys first: an unknown heading with the same text must not take them.
  const taken = new Set<string>();
  const keys = found.map((known) => (known && !taken.has(known[0]) ? take(known[0], taken) : undefined));
  return cells.map((cell, i) => {
    const heading = cell.trim();
    const { unit } = split(heading);
    const spec = keys[i] === undefined ? undefined : found[i]?.[1];
    const known = spec?.kind;
    const key = keys[i] ?? take(heading === "" ? `Column ${i + 1}` : heading, taken);
    return {
      key,
      heading,
      ...(known === undefined ? {} : { known }),
      kind: found[i]?.[1].kind ?? kindOf(heading),
      ...(spec?.unit === undefined ? {} : { unit: spec.unit }),
      otherKey: known === undefined || known === "text" ? key : take(heading, taken),
      hasPercentSign: unit === "%" || heading === key,
      offsetMinutes: zoneOf(unit) ?? GMT8_MINUTES,
    };
  });
}

const GMT8_MINUTES = 480;

function take(wanted: string, taken: Set<string>): string {
  let key = wanted;
  for (let n = 2; taken.has(key); n++) key = `${wanted} (${n})`;
  taken.add(key);
  return key;
}

function find(heading: string, headings: Headings): readonly [string, ColumnSpec] | undefined {
  const { name, unit } = split(heading);
  const known = headings.get(normal(name));
  if (!known || unit === undefined) return known;
  const { kind, unit: own } = known[1];
  const isOwn = kind === "time" ? zoneOf(unit) !== undefined : own && UNITS[own].includes(unit);
  return isOwn ? known : undefined;
}

/** An unknown column with a unit has numbers, one whose heading mentions time has times. Everything else is text. */
function kindOf(heading: string): ColumnKind {
  const { name, unit } = split(heading);
  const isZone = zoneOf(unit) !== undefined;
  // `foo (2)` is the second column of that name.
  if (unit !== undefined && !isZone && /\D/.test(unit)) return "number";
  return isZone || /\b(?:time|date)\b|时间|日期/i.test(name) ? "time" : "text";
}

/** `流量（Byte）` is `流量` in `Byte`. */
function split(heading: string): { name: string; unit?: string } {
  // Full-width brackets, letters and signs become plain ones.
  const plain = heading.normalize("NFKC").trim();
  const [, name, unit] = /^(.*?)\s*[([]\s*([^()[\]]+?)\s*[)\]]$/.exec(plain) ?? [];
  return name && unit ? { name, unit } : { name: plain };
}

function normal(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
}

function zoneOf(unit: string | undefined): number | undefined {
  if (unit === undefined) return undefined;
  if (unit === "北京时间") return GMT8_MINUTES;
  const [all, sign, hours, minutes] = /^(?:GMT|UTC)(?:\s*([+-])(\d{1,2})(?::?(\d{2}))?)?$/i.exec(unit) ?? [];
  if (all === undefined) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}
