// The record reader for csv. Ours, because no library is both strict about quotes and tolerant of files that never quote, reads
// in pieces in every runtime, and names the record that is damaged. The tests compare it with papaparse, csv-parse and hucre.
import { CorruptFileError } from "@cdn-export/api/base-error";

/** How a csv file is written. */
export interface Dialect {
  delimiter: string;
  newline: "\n" | "\r";
}

/** Parses csv in pieces that may end anywhere. */
export interface RecordParser {
  /** Returns the records that this text completes. */
  push(text: string): string[][];
  /** Returns the last records. @throws CorruptFileError if a quote is still open. */
  end(): string[][];
}

/** A longer record has a quote that was never closed. */
const MAX_RECORD_CHARS = 4 << 20;
/** Text is collected up to this length before it is parsed: small pieces would be scanned many times. */
const MIN_CHARS = 16 << 10;

/**
 * Parses csv (RFC 4180). Lines may end in LF, CRLF or CR. Empty lines are skipped. A file without quoted cells may have quotes
 * in its text; a file with quoted cells must quote such text, because otherwise a damaged quote would go unnoticed.
 *
 * @param minChars - how much text is collected before it is parsed.
 */
export function recordParser({ delimiter, newline }: Dialect, minChars: number = MIN_CHARS): RecordParser {
  let text = "";
  let needed = minChars;
  let count = 0;
  let hasQuotedCell = false;
  let hasStrayQuote = false;
  let hasCrLf = false;

  function take(isLast: boolean): string[][] {
    const records: string[][] = [];
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      const end = text.indexOf(newline, at);
      if (end < 0 && !isLast) break;
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      const lineEnd = end < 0 ? text.length : end;
      if (quote < 0 || quote >= lineEnd) {
        const line = trimmed(at, lineEnd);
        if (line !== "") {
          records.push(line.split(delimiter));
          count++;
        }
        at = lineEnd + 1;
        continue;
      }
      const record = quotedRecord(at, isLast);
      if (!record) break;
      records.push(record.cells);
      count++;
      at = record.next;
    }
    if (isLast && hasCrLf && text.endsWith("\r")) throw badCsv("It ends within a line end");
    text = text.slice(at);
    if ((isLast && text !== "") || text.length > MAX_RECORD_CHARS)
      throw badCsv(`A quote that opens after record ${count} isn't closed`);
    // Twice as much, so that a long record is scanned a few times only.
    needed = Math.max(minChars, 2 * text.length);
    return records;
  }

  /** A record with quotes in it; undefined if the text doesn't contain its end yet. */
  function quotedRecord(start: number, isLast: boolean): { cells: string[]; next: number } | undefined {
    const cells: string[] = [];
    let at = start;
    let isQuoted = false;
    let isStray = false;
    for (;;) {
      const stop = text[at] === '"' ? closingQuote(at, isLast) : at;
      if (stop === undefined) return undefined;
      const [end, isEnd] = cellEnd(stop, isLast);
      if (end < 0) return undefined;
      const rest = isEnd ? trimmed(stop, end) : text.slice(stop, end);
      if (stop > at) {
        if (rest !== "") throw badCsv(`Record ${count + 1} has text after a closing quote`);
        isQuoted = true;
        const inner = text.slice(at + 1, stop - 1);
        cells.push(inner.includes('"') ? inner.replaceAll('""', '"') : inner);
      } else {
        isStray ||= rest.includes('"');
        cells.push(rest);
      }
      at = end + 1;
      if (isEnd) break;
    }
    hasQuotedCell ||= isQuoted;
    hasStrayQuote ||= isStray;
    if (hasQuotedCell && hasStrayQuote)
      throw badCsv(`Record ${count + 1} has a quote within a cell, and other cells are quoted`);
    return { cells, next: at };
  }

  /** The position after the quote that closes a cell; undefined if the text doesn't contain it yet. */
  function closingQuote(open: number, isLast: boolean): number | undefined {
    let at = open + 1;
    for (;;) {
      const close = text.indexOf('"', at);
      // A quote at the end of the text may be the first of two.
      if (close < 0 || (close === text.length - 1 && !isLast)) return undefined;
      if (text[close + 1] !== '"') return close + 1;
      at = close + 2;
    }
  }

  /** Where the cell ends, and whether the record ends there, too; -1 if the text doesn't contain the end yet. */
  function cellEnd(at: number, isLast: boolean): [end: number, isEnd: boolean] {
    const delimiterAt = text.indexOf(delimiter, at);
    const lineEnd = text.indexOf(newline, at);
    if (delimiterAt >= 0 && (lineEnd < 0 || delimiterAt < lineEnd)) return [delimiterAt, false];
    return [lineEnd < 0 && isLast ? text.length : lineEnd, true];
  }

  /** The text without the CR of a CRLF. */
  function trimmed(from: number, to: number): string {
    const isCrLf = newline === "\n" && to < text.length && to > from && text.charCodeAt(to - 1) === CR;
    hasCrLf ||= isCrLf;
    return text.slice(from, isCrLf ? to - 1 : to);
  }

  return {
    push(more) {
      text += more;
      return text.length < needed ? [] : take(false);
    },
    end: () => take(true),
  };
}

const CR = 13;

export function badCsv(problem: string): CorruptFileError {
  return new CorruptFileError("BAD_CSV", `The csv file is damaged or was cut off: ${problem}`);
}
