// From bytes to text: UTF-8, UTF-16 with a byte order mark, or GB 18030 (GBK is a part of it). The bytes decide, whatever the
// headings are.
import { concat } from "@cdn-export/api/bytes";
import { badCsv } from "./records.ts";

/** How many bytes, from the first one that isn't ASCII, decide on the encoding. */
const WINDOW_BYTES = 64 << 10;
const INVALID = "\uFFFD";

/**
 * Decodes a text file piece by piece, in constant memory. The first piece must contain the byte order mark, if there is one.
 *
 * @param warn - receives one message if the file has bytes that aren't valid in its encoding; they become U+FFFD.
 * @throws CorruptFileError if the file ends within a character, or its end contradicts the encoding of its beginning.
 */
export async function* decodedText(
  chunks: AsyncGenerator<Uint8Array>,
  warn: (message: string) => void,
): AsyncGenerator<string> {
  let reading: Reading | undefined;
  let evidence: Evidence | undefined;
  const ascii = new TextDecoder();
  let isFirst = true;
  for await (const chunk of chunks) {
    if (reading) {
      const { invalid } = reading;
      const text = reading.decode(chunk);
      // Valid UTF-8 needs no second look.
      if (reading.encoding !== "utf-8" || reading.invalid > invalid) evidence?.add(chunk);
      yield text;
      continue;
    }
    const mark = isFirst ? markOf(chunk) : undefined;
    isFirst = false;
    if (mark) {
      reading = new Reading(mark);
      yield reading.decode(chunk).slice(1);
      continue;
    }
    const text = ascii.decode(chunk);
    // Other characters have more bytes, and invalid bytes become U+FFFD. A regular expression is slower.
    if (text.length === chunk.length && !text.includes(INVALID)) {
      yield text;
      continue;
    }
    const window = await windowOf(chunk, chunks);
    evidence = new Evidence();
    evidence.add(window);
    reading = new Reading(evidence.encoding());
    yield reading.decode(window);
  }
  if (!reading) return;
  const { encoding, invalid } = reading;
  if (reading.decode() !== "") throw badCsv("It ends within a character");
  if (evidence && evidence.encoding() !== encoding)
    throw badCsv("Its parts differ in encoding: it is neither UTF-8 nor GB 18030");
  if (invalid > 0)
    warn(`The file has ${invalid} places that aren't valid ${encoding.toUpperCase()}: they are read as U+FFFD`);
}

function markOf([a, b, c]: Uint8Array): string | undefined {
  if (a === 0xff && b === 0xfe) return "utf-16le";
  if (a === 0xfe && b === 0xff) return "utf-16be";
  return a === 0xef && b === 0xbb && c === 0xbf ? "utf-8" : undefined;
}

async function windowOf(first: Uint8Array, chunks: AsyncGenerator<Uint8Array>): Promise<Uint8Array> {
  const parts = [first];
  let length = first.length;
  while (length < WINDOW_BYTES) {
    const { done, value } = await chunks.next();
    if (done) break;
    parts.push(value);
    length += value.length;
  }
  return concat(parts);
}

/** A decoder that counts what isn't valid in its encoding. */
class Reading {
  readonly encoding: string;
  invalid = 0;
  readonly #decoder: TextDecoder;
  #tail: Uint8Array = new Uint8Array();

  constructor(encoding: string) {
    this.encoding = encoding;
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  /** Decodes the next bytes; without bytes, the end. */
  decode(bytes: Uint8Array = new Uint8Array()): string {
    const text = this.#decoder.decode(bytes, { stream: bytes.length > 0 });
    for (let at = text.indexOf(INVALID); at >= 0; at = text.indexOf(INVALID, at + 1)) this.invalid++;
    if (this.encoding === "utf-8") {
      // U+FFFD itself is valid: another program replaced something before.
      const all = concat([this.#tail, bytes]);
      for (let at = all.indexOf(0xef); at >= 0; at = all.indexOf(0xef, at + 1))
        if (all[at + 1] === 0xbf && all[at + 2] === 0xbd) this.invalid--;
      this.#tail = all.slice(-2);
    }
    return text;
  }
}

/**
 * Compares both readings of the same bytes. Chinese has three bytes a character in UTF-8, and these are seldom valid GB 18030
 * throughout; Chinese in GB 18030 is seldom valid UTF-8. A few stray bytes in a visitor's text change neither.
 */
class Evidence {
  readonly #utf8 = new Reading("utf-8");
  readonly #gb = optionalReading("gb18030");
  /** Characters of three and four bytes in UTF-8, of two bytes in UTF-8, and those of GB 18030. */
  #long = 0;
  #short = 0;
  #chinese = 0;

  add(bytes: Uint8Array): void {
    const text = this.#utf8.decode(bytes);
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x800 && code !== 0xfffd) this.#long++;
      else if (code >= 0x80 && code < 0x800) this.#short++;
    }
    const chinese = this.#gb?.decode(bytes) ?? "";
    for (let i = 0; i < chinese.length; i++) if (chinese.charCodeAt(i) >= 0x80) this.#chinese++;
  }

  encoding(): string {
    const { invalid } = this.#utf8;
    // A sequence of two bytes can be one character of GB 18030, too.
    if (!this.#gb || this.#long > invalid || this.#short > 4 * invalid || invalid === 0) return "utf-8";
    const wrong = this.#gb.invalid;
    return wrong === 0 || this.#chinese - wrong > 2 * wrong ? "gb18030" : "utf-8";
  }
}

/** Not every runtime has every encoding. */
function optionalReading(encoding: string): Reading | undefined {
  try {
    return new Reading(encoding);
  } catch {
    return undefined;
  }
}
