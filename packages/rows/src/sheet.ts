// The rows of one worksheet.
import type { ArchiveEntry } from "./archive.ts";
import type { Cell } from "./columns.ts";
import type { Records } from "./table.ts";
import { parsedXml, unescaped, type XmlHandler } from "./xml.ts";

/** What the cells of a sheet refer to. */
export interface SheetContext {
  /** Whether dates count from 1904. */
  is1904: boolean;
  /** The shared strings. */
  strings: readonly string[] | undefined;
  /** Whether a number is a date, by the cell's style. */
  isDate: readonly boolean[] | undefined;
}

/** The format's own limit: column XFD. */
const MAX_COLUMNS = 16_384;
const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/**
 * Yields the records of a sheet in batches. Empty cells at the end of a row are left out: a row can be formatted up to the
 * last column.
 *
 * @throws Error of any kind for a sheet that is damaged, or has a cell that can't be resolved.
 */
export async function* sheetRecords(part: ArchiveEntry, context: SheetContext): Records {
  const reader = new SheetReader(context);
  for await (const _ of parsedXml(part, reader, Number.POSITIVE_INFINITY)) {
    const records = reader.take();
    if (records.length > 0) yield records;
  }
  yield reader.take();
}

/** Collects the records from the XML events of a sheet. */
class SheetReader implements XmlHandler {
  readonly #context: SheetContext;
  #records: Cell[][] = [];
  /** The row and the cell that are open. */
  #row: Cell[] | undefined;
  #cell: RawCell | undefined;
  /** The column of the open cell, and the first that a later cell may have. */
  #column = 0;
  #next = 0;
  #target: "value" | "formula" | undefined;
  #isPhonetic = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  take(): Cell[][] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case "c":
        if (this.#row) this.#openCell(attributes);
        return;
      case "v":
      case "t":
        if (this.#cell && !this.#isPhonetic) this.#target = "value";
        return;
      case "f":
        if (!this.#cell) return;
        this.#cell.formula = "";
        this.#target = "formula";
        return;
      case "rPh":
        this.#isPhonetic = true;
        return;
      case "row":
        this.#row = [];
        this.#next = 0;
    }
  }

  text(text: string): void {
    if (this.#cell && this.#target) this.#cell[this.#target] += text;
  }

  close(name: string): void {
    switch (name) {
      case "c":
        this.#closeCell();
        return;
      case "v":
      case "t":
      case "f":
        this.#target = undefined;
        return;
      case "rPh":
        this.#isPhonetic = false;
        return;
      case "row":
        if (this.#row) this.#records.push(this.#row);
        this.#row = undefined;
    }
  }

  #openCell({ r, t = "n", s }: Readonly<Record<string, string>>): void {
    this.#column = r === undefined ? this.#next : columnOf(r);
    if (this.#column < this.#next || this.#column >= MAX_COLUMNS) throw new Error(`The cell ${r} is out of order`);
    this.#next = this.#column + 1;
    this.#cell = { type: t, style: s, value: "", formula: undefined };
  }

  #closeCell(): void {
    const [row, raw] = [this.#row, this.#cell];
    this.#cell = undefined;
    if (!row || !raw) return;
    const cell = cellOf(raw, this.#context);
    if (cell === null) return;
    while (row.length < this.#column) row.push(null);
    row.push(cell);
  }
}

/** `C7` is 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i) & ~0x20;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column - 1;
}

/** A cell as its XML has it. */
interface RawCell {
  type: string;
  style: string | undefined;
  value: string;
  formula: string | undefined;
}

function cellOf(raw: RawCell, context: SheetContext): Cell {
  const { type, value, formula } = raw;
  if (type === "str" || type === "inlineStr") return unescaped(value);
  // A formula that was never calculated: as text it can't be mistaken for a figure.
  if (value === "") return formula === undefined ? null : `=${formula}`;
  const read = CELLS[type];
  const cell = read?.(value, raw, context);
  if (cell !== undefined) return cell;
  throw new Error(`A cell of type ${JSON.stringify(type)} contains ${JSON.stringify(value.slice(0, 40))}`);
}

/** How values of each type are read; undefined if the value isn't of the type. */
const CELLS: Readonly<Record<string, (value: string, raw: RawCell, context: SheetContext) => Cell | undefined>> = {
  s: (value, _, { strings }) => (/^\s*\d+\s*$/.test(value) ? strings?.[Number(value)] : undefined),
  n(value, { style }, { isDate, is1904 }) {
    if (!NUMBER.test(value)) return undefined;
    return isDateStyle(style, isDate) ? dateOf(Number(value), is1904) : Number(value);
  },
  b: (value) => ({ 1: true, true: true, 0: false, false: false })[value],
  e: (value) => value,
  d(value) {
    const date = new Date(value.includes("T") && !/Z$|[+-]\d\d:\d\d$/.test(value) ? `${value}Z` : value);
    return Number.isNaN(date.getTime()) ? undefined : date;
  },
};

function isDateStyle(style: string | undefined, isDate: readonly boolean[] | undefined): boolean {
  if (style === undefined || style === "0") return isDate?.[0] ?? false;
  const found = isDate?.[Number(style)];
  if (found === undefined) throw new Error(`There is no cell style ${style}`);
  return found;
}

const DAY_MS = 86_400_000;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);

/**
 * Wall-clock time as if it were UTC; a number that is out of range stays a number. Spreadsheets believe that 1900 had a 29
 * February: earlier days are one day off.
 */
function dateOf(serial: number, is1904: boolean): Date | number {
  const epoch = is1904 ? EPOCH_1904 : EPOCH_1900;
  const date = new Date(epoch + Math.round((!is1904 && serial < 60 ? serial + 1 : serial) * DAY_MS));
  return Number.isNaN(date.getTime()) ? serial : date;
}
