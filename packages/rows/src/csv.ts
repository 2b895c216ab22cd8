import { countKnown, type Headings } from "./headings.ts";
import { inPieces } from "./input.ts";
import { type Dialect, recordParser } from "./records.ts";
import { HEAD_RECORDS, headingsAt, type Records } from "./table.ts";

/** What decides on encoding, delimiter and line ends. */
const HEAD_BYTES = 64 << 10;
/** The likely ones first: the first of equals is taken. */
const DELIMITERS = [",", "\t", ";", "|"];

/** The records of a csv file, in constant memory. Bytes that are no text become U+FFFD. */
export async function* csvRecords(source: AsyncGenerator<Uint8Array>, headings: Headings): Records {
  const chunks = inPieces(source);
  const head: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const { done, value } = await chunks.next();
    if (done) break;
    head.push(value);
    length += value.length;
  }
  const { encoding, ...dialect } = dialectOf(head, headings);
  const decoder = new TextDecoder(encoding);
  const parser = recordParser(dialect);
  for (const chunk of head.splice(0)) yield parser.push(decoder.decode(chunk, { stream: true }));
  for await (const chunk of chunks) yield parser.push(decoder.decode(chunk, { stream: true }));
  yield [...parser.push(decoder.decode()), ...parser.end()];
}

/** The reading that makes the most of the headings. */
function dialectOf(head: readonly Uint8Array[], headings: Headings): Dialect & { encoding: string } {
  let best = { encoding: "utf-8", delimiter: ",", newline: "\n" as Dialect["newline"], score: -1 };
  for (const encoding of encodingsOf(head)) {
    const text = decoded(head, encoding);
    const newline = text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
    for (const delimiter of DELIMITERS) {
      const score = scoreOf(text, { delimiter, newline }, headings);
      if (score > best.score) best = { encoding, delimiter, newline, score };
    }
  }
  return best;
}

/** Known headings count first, then columns, where the next record has as many. */
function scoreOf(text: string, dialect: Dialect, headings: Headings): number {
  const records = parsedHead(text, dialect);
  const at = headingsAt(records, headings);
  const cells = records[at] ?? [];
  const known = countKnown(cells, headings);
  const next = records[at + 1] ?? cells;
  return known * 1000 + Math.min(known > 0 || next.length === cells.length ? cells.length : 0, 999);
}

function parsedHead(text: string, dialect: Dialect): string[][] {
  const parser = recordParser(dialect);
  const records = parser.push(text);
  try {
    if (records.length < HEAD_RECORDS) records.push(...parser.end());
  } catch {
    // A quote is open where the head was cut off.
  }
  return records;
}

function encodingsOf(head: readonly Uint8Array[]): string[] {
  const [a, b] = head[0] ?? [];
  if (a === 0xff && b === 0xfe) return ["utf-16le"];
  if (a === 0xfe && b === 0xff) return ["utf-16be"];
  // Chinese that is not UTF-8 is GB 18030, or GBK, which is a part of it; or a stray byte in a user agent.
  return decoded(head, "utf-8").includes("\uFFFD") ? ["utf-8", "gb18030"] : ["utf-8"];
}

function decoded(head: readonly Uint8Array[], encoding: string): string {
  try {
    const decoder = new TextDecoder(encoding);
    return head.map((chunk) => decoder.decode(chunk, { stream: true })).join("");
  } catch {
    // Not every runtime has every encoding.
    return "";
  }
}
