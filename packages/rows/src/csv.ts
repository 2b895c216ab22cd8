import { countKnown, type Headings } from "./headings.ts";
import { type Dialect, recordParser } from "./records.ts";
import { HEAD_RECORDS, headingsAt, type Records } from "./table.ts";
import { decodedText } from "./text.ts";

/** How much text decides on the delimiter and the line ends. */
const HEAD_CHARS = 64 << 10;
/** The likely ones first: the first of equals wins. */
const DELIMITERS = [",", "\t", ";", "|"];

/** The records of a csv file, in constant memory. `isWhole` says that a checksum rules out that the file was cut off. */
export async function* csvRecords(
  chunks: AsyncGenerator<Uint8Array>,
  headings: Headings,
  { warn, isWhole }: { warn: (message: string) => void; isWhole: boolean },
): Records {
  const pieces = decodedText(chunks, warn);
  try {
    let head = "";
    while (head.length < HEAD_CHARS) {
      const { done, value } = await pieces.next();
      if (done) break;
      head += value;
    }
    const dialect = dialectOf(head, headings);
    const parser = recordParser(dialect);
    let last = head;
    yield parser.push(head);
    for await (const text of pieces) {
      yield parser.push(text);
      if (text !== "") last = text;
    }
    yield parser.end();
    if (!isWhole && last !== "" && !last.endsWith(dialect.newline))
      warn("The last record has no line end: the file may be cut off");
  } finally {
    await pieces.return(undefined);
    await chunks.return(undefined);
  }
}

/** The reading that makes the most of the headings. */
function dialectOf(text: string, headings: Headings): Dialect {
  let best: Dialect = { delimiter: ",", newline: "\n" };
  let most = -1;
  for (const newline of newlinesIn(text)) {
    for (const delimiter of DELIMITERS) {
      const score = scoreOf(firstRecords(text, { delimiter, newline }), headings);
      if (score > most) [best, most] = [{ delimiter, newline }, score];
    }
  }
  return best;
}

/** A file whose lines end in CR can have LF within quotes, and the other way round. */
function newlinesIn(text: string): Dialect["newline"][] {
  if (!/\r(?!\n)/.test(text)) return ["\n"];
  return text.includes("\n") ? ["\n", "\r"] : ["\r"];
}

/**
 * Known headings count first, then records with as many cells as the headings, then columns. One column is the reading of any delimiter
 * that doesn't occur, so it never wins over records of several cells, although these are damaged.
 */
function scoreOf({ records, failed }: Beginning, headings: Headings): number {
  const at = headingsAt(records, headings);
  const { length = 0 } = records[at] ?? [];
  const known = Math.max(countKnown(records[at] ?? [], headings), countKnown(failed, headings));
  if (known > 0) return known * 1000 + Math.min(length, 999);
  if (length > 1 && (records[at + 1]?.length ?? length) === length) {
    const share = records.filter((cells) => cells.length === length).length / records.length;
    return Math.round(900 * share) + Math.min(length, 99);
  }
  const hasCells =
    failed.length > 1 || records.some((cells, i) => cells.length > 1 && cells.length === records[i + 1]?.length);
  return hasCells ? 1 : 0;
}

/** The first records of a text, which may be cut off. */
interface Beginning {
  records: string[][];
  /** The cells of the line that isn't csv in this dialect, if there is one: these may be the headings. */
  failed: string[];
}

function firstRecords(text: string, dialect: Dialect): Beginning {
  const parser = recordParser(dialect, 0);
  const records: string[][] = [];
  let at = 0;
  let end = 0;
  try {
    for (; at < text.length && records.length < HEAD_RECORDS; at = end) {
      end = text.indexOf(dialect.newline, at) + 1 || text.length;
      records.push(...parser.push(text.slice(at, end)));
    }
    if (records.length < HEAD_RECORDS) records.push(...parser.end());
    return { records, failed: [] };
  } catch {
    // The reader proper reports the problem.
    return { records, failed: text.slice(at, end).replaceAll('"', "").trimEnd().split(dialect.delimiter) };
  }
}
