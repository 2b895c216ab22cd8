// The record reader for csv against three libraries.
import { parse as csvParse } from "csv-parse/sync";
import fc from "fast-check";
import { parseCsv } from "hucre/csv";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { type Dialect, recordParser } from "../src/records.ts";

const SEED = { seed: 20261124, numRuns: 300 };

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", ";", "\t", "|", "=", "a", "中", "😀", " "), maxLength: 8 }),
);
const dialect = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
  quotesAll: fc.boolean(),
  endsLast: fc.boolean(),
});

function parsed(file: string, dialect: Dialect, size = file.length): string[][] {
  const parser = recordParser(dialect);
  const found = [];
  for (let at = 0; at < file.length; at += size) found.push(...parser.push(file.slice(at, at + size)));
  return [...found, ...parser.end()];
}

describe("the record reader", () => {
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 10 });

  it("finds the records that were written, and that three libraries find", () => {
    fc.assert(
      fc.property(records, dialect, (list, { delimiter, lineEnd, quotesAll, endsLast }) => {
        const quoted = (cell: string) =>
          quotesAll || /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
        const lines = list.map((cells) => cells.map(quoted).join(delimiter));
        const file = lines.join(lineEnd) + (endsLast ? lineEnd : "");
        const newline = lineEnd === "\r" ? "\r" : "\n";
        expect(parsed(file, { delimiter, newline })).toEqual(list);
        expect(csvParse(file, { delimiter, record_delimiter: lineEnd, relax_column_count: true })).toEqual(list);
        const { data } = Papa.parse<string[]>(file, { delimiter, newline: lineEnd, skipEmptyLines: true });
        expect(data).toEqual(list);
        // hucre has no line ends but LF and CRLF.
        if (newline === "\n") expect(parseCsv(file, { delimiter, typeInference: false, skipBom: false })).toEqual(list);
      }),
      SEED,
    );
  });

  it("rejects a record that is cut off within quotes, as csv-parse does", () => {
    fc.assert(
      fc.property(records, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
        const file = list.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",")).join("\n");
        const cut = file.slice(0, Math.floor(share * file.length));
        const attempt = (read: () => string[][]) => {
          try {
            return read();
          } catch {
            return "an error";
          }
        };
        expect(attempt(() => parsed(cut, { delimiter: ",", newline: "\n" }))).toEqual(
          attempt(() => csvParse(cut, { relax_column_count: true, skip_empty_lines: true })),
        );
      }),
      SEED,
    );
  });

  it("fails for quotes only, and finds the same records in pieces of any size", {
    timeout: 60_000,
  }, () => {
    const attempt = (file: string, size: number) => {
      try {
        return parsed(file, { delimiter: ",", newline: "\n" }, size);
      } catch (error) {
        return String(error);
      }
    };
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a"), maxLength: 60 }), (tail) => {
        // Long enough that the reader doesn't wait for the end.
        const file = `${"abc,def\n".repeat(4096)}${tail}`;
        const whole = attempt(file, file.length);
        if (typeof whole === "string") expect(whole).toMatch(/isn't closed|after a closing quote|within a cell/);
        expect(attempt(file, 16_411)).toEqual(whole);
      }),
      { ...SEED, numRuns: 100 },
    );
  });
});
