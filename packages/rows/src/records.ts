import { CorruptFileError } from "@cdn-export/api/base-error";

/** How a csv file is written. */
export interface Dialect {
  delimiter: string;
  newline: "\n" | "\r";
}

export interface RecordParser {
  /** The records that are complete with this text. */
  push(text: string): string[][];
  /** Those that the end of the text completes. */
  end(): string[][];
}

/** A record longer than this is none: a quote was never closed. */
const MAX_RECORD_CHARS = 4 << 20;
/** Text is gathered up to this before it is looked at: small pieces would be looked at many times over. */
const MIN_CHARS = 16 << 10;

/**
 * Parses csv (RFC 4180) in pieces that may end anywhere. Tolerant: lines may end in LF, CRLF or CR, records may differ in
 * length, a quote within a cell that does not begin with one is a letter like any other. Empty lines are no records.
 */
export function recordParser({ delimiter, newline }: Dialect): RecordParser {
  let text = "";
  let needed = MIN_CHARS;
  let count = 0;

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
        const line = trimmed(text.slice(at, lineEnd));
        if (line !== "") records.push(line.split(delimiter));
        at = lineEnd + 1;
        continue;
      }
      const record = quotedRecord(at, isLast);
      if (!record) break;
      records.push(record.cells);
      at = record.next;
    }
    count += records.length;
    text = text.slice(at);
    if (isLast && text !== "") throw openQuote(count);
    if (text.length > MAX_RECORD_CHARS) throw openQuote(count);
    // Twice as much, so that a long record is looked at a few times only.
    needed = Math.max(MIN_CHARS, 2 * text.length);
    return records;
  }

  /** A record with quotes in it; undefined when its end is not there yet. */
  function quotedRecord(start: number, isLast: boolean): { cells: string[]; next: number } | undefined {
    const cells: string[] = [];
    let at = start;
    for (;;) {
      let cell = "";
      if (text[at] === '"') {
        at++;
        for (;;) {
          const close = text.indexOf('"', at);
          // A quote at the very end may be the first of two.
          if (close < 0 || (close === text.length - 1 && !isLast)) return undefined;
          cell += text.slice(at, close);
          at = close + 1;
          if (text[at] !== '"') break;
          cell += '"';
          at++;
        }
      }
      const [stop, isEnd] = cellEnd(at, isLast);
      if (stop < 0) return undefined;
      cells.push(cell + (isEnd ? trimmed(text.slice(at, stop)) : text.slice(at, stop)));
      at = stop + 1;
      if (isEnd) return { cells, next: at };
    }
  }

  /** Where a cell ends from `at` on, and whether the record does too; -1 when it cannot be told yet. */
  function cellEnd(at: number, isLast: boolean): [stop: number, isEnd: boolean] {
    const delimiterAt = text.indexOf(delimiter, at);
    const lineEnd = text.indexOf(newline, at);
    if (delimiterAt >= 0 && (lineEnd < 0 || delimiterAt < lineEnd)) return [delimiterAt, false];
    return [lineEnd < 0 && isLast ? text.length : lineEnd, true];
  }

  /** Without the CR of a CRLF. */
  function trimmed(line: string): string {
    return newline === "\n" && line.endsWith("\r") ? line.slice(0, -1) : line;
  }

  return {
    push(more) {
      text += more;
      return text.length < needed ? [] : take(false);
    },
    end: () => take(true),
  };
}

function openQuote(count: number): CorruptFileError {
  return new CorruptFileError("BAD_CSV", `A quote that opens after record ${count} of the csv file is not closed`, {
    advice: "The file may have been cut off",
  });
}
