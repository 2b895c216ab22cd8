// A sheet of a workbook, row by row. Text is never a formula: formulas are cells of their own kind.
import type { CellStyle, CellValue, WriteSheet, Cell as WrittenCell } from "hucre/xlsx";

/** A cell whose figure follows from others, with its value: programs that don't calculate show it. */
export interface Formula {
  formula: string;
  value: number | string;
}

export type Cell = string | number | Date | Formula | undefined;

/** How the cells of a row look: a number format for each column, or bold for headings. */
export interface RowStyle {
  formats?: readonly (string | undefined)[];
  bold?: boolean;
}

export interface SheetDraft {
  /** The number of the next row, from 1, as formulas name it. */
  next(): number;
  /** Adds a row. @returns its number. */
  add(cells: readonly Cell[], style?: RowStyle): number;
  finish(widths: readonly number[], frozenRows?: number): WriteSheet;
}

export function draftSheet(name: string): SheetDraft {
  const rows: CellValue[][] = [];
  const cells = new Map<string, Partial<WrittenCell>>();
  return {
    next: () => rows.length + 1,
    add(row, { formats = [], bold = false } = {}) {
      rows.push(row.map((cell) => (isFormula(cell) ? cell.value : (cell ?? null))));
      for (const [column, cell] of row.entries()) {
        const numFmt = formats[column];
        const style: CellStyle = { ...(numFmt !== undefined && { numFmt }), ...(bold && { font: { bold } }) };
        const hasStyle = cell !== undefined && Object.keys(style).length > 0;
        const formula = isFormula(cell) && { formula: cell.formula, formulaResult: cell.value };
        if (hasStyle || formula) cells.set(`${rows.length - 1},${column}`, { ...(hasStyle && { style }), ...formula });
      }
      return rows.length;
    },
    finish: (widths, frozenRows) => ({
      name,
      rows,
      cells,
      columns: widths.map((width) => ({ width })),
      ...(frozenRows !== undefined && { freezePane: { rows: frozenRows } }),
    }),
  };
}

function isFormula(cell: Cell): cell is Formula {
  return typeof cell === "object" && "formula" in cell;
}

/** `'Points, mainland'!A2` */
export function reference(sheet: string, cells: string): string {
  return `'${sheet.replaceAll("'", "''")}'!${cells}`;
}
