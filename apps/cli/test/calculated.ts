// Calculates the formulas of a workbook as a spreadsheet does: only what the bill's workbook has.
import { type CellValue, readXlsx } from "hucre/xlsx";

type Value = number | string | boolean;

/** A formula's value in the file, and what it calculates to. */
interface Calculated {
  at: string;
  formula: string;
  value: CellValue;
  expected: Value;
}

const REFERENCE = /(?:'([^']+)'!)?\$?([A-Z])\$?(\d+)(?::\$?([A-Z])\$?(\d+))?/g;

/** Each formula is calculated from the values in the file, so that one wrong value is one wrong cell. */
export async function calculated(bytes: Uint8Array): Promise<Calculated[]> {
  const { sheets } = await readXlsx(bytes);
  const columns = new Map(
    sheets.map(({ name, rows }) => [
      name,
      (column: number, from: number, to: number) => rows.slice(from - 1, to).map((row) => row[column]),
    ]),
  );
  const indexes = new Map<string, Map<Value, { sum: number; max: number }>>();
  const functions = {
    SUM: (list: Value[]) => list.reduce((sum: number, value) => sum + Number(value ?? 0), 0),
    MIN: Math.min,
    MAX: Math.max,
    INT: Math.floor,
    ROUNDUP: Math.ceil,
    INDEX: (list: Value[], at: number) => list[at - 1],
    IF: (test: boolean, yes: Value, no: Value) => (test ? yes : no),
    /** Groups once: a spreadsheet has an index, too. */
    byKey(keys: Value[], values: Value[], name: string) {
      const known = indexes.get(name) ?? new Map<Value, { sum: number; max: number }>();
      if (known.size === 0)
        for (const [i, key] of keys.entries()) {
          const { sum, max } = known.get(key) ?? { sum: 0, max: 0 };
          known.set(key, { sum: sum + Number(values[i]), max: Math.max(max, Number(values[i])) });
        }
      indexes.set(name, known);
      return known;
    },
  };
  const found: Calculated[] = [];
  for (const { name, cells = new Map() } of sheets)
    for (const [at, { formula, value }] of cells) {
      if (formula === undefined) continue;
      found.push({ at: `${name} ${at}`, formula, value, expected: evaluate(formula, name) });
    }
  return found;

  function evaluate(formula: string, own: string): Value {
    const code = formula
      .replace(
        /^SUMIFS\(('[^']+'![^,]+),('[^']+'![^,]+),(\w+)\)$/,
        (_, values, keys, key) => `byKey(${keys},${values},${JSON.stringify(own)}+"sum").get(${key})?.sum`,
      )
      .replace(
        /^SUMPRODUCT\(MAX\(\((.+)=(A\d+)\)\*(.+)\)\)$/,
        (_, keys, key, values) => `byKey(${keys},${values},${JSON.stringify(own)}+"max").get(${key})?.max`,
      )
      .replace(/([A-Z]\d+)=(\$|')/g, "$1==$2")
      .replaceAll("^", "**")
      .replace(REFERENCE, (_, sheet = own, column, from, endColumn, to) => {
        const list = `range(${JSON.stringify(sheet)},${column.charCodeAt(0) - 65},${from},${to ?? from})`;
        return endColumn === undefined ? `${list}[0]` : list;
      });
    const range = (sheet: string, column: number, from: number, to: number) => columns.get(sheet)?.(column, from, to);
    const names = [...Object.keys(functions), "range"];
    return new Function(...names, `return ${code}`)(...Object.values(functions), range);
  }
}
