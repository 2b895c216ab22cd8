// The parts of a workbook as XML events. The parser is strict: XML that isn't well-formed, or ends early, is an error.
import { CorruptFileError } from "@cdn-export/api/base-error";
import { SaxesParser } from "saxes";
import type { ArchiveEntry } from "./archive.ts";

/** Receives the elements of a part. Names come without their namespace prefix. */
export interface XmlHandler {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  /** Text between tags, in pieces. */
  text(text: string): void;
}

/** Parses a part piece by piece, and yields after each piece. */
export async function* parsedXml(part: ArchiveEntry, handler: XmlHandler, maxBytes: number): AsyncGenerator<void> {
  let failure: Error | undefined;
  // Without positions, which no message needs, it is faster.
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  parser.on("error", (error) => {
    failure ??= error;
  });
  parser.on("opentag", ({ name, attributes }) => handler.open(localName(name), attributes));
  parser.on("closetag", ({ name }) => handler.close(localName(name)));
  parser.on("text", (text) => handler.text(text));
  parser.on("cdata", (text) => handler.text(text));
  let decoder: TextDecoder | undefined;
  let size = 0;
  const write = (text: string) => {
    parser.write(text);
    if (failure) throw failure;
  };
  for await (const chunk of part.chunks()) {
    size += chunk.length;
    if (size > maxBytes)
      throw new CorruptFileError("TOO_LARGE", `${part.name} in the workbook is larger than ${maxBytes >> 20} MiB`);
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    write(decoder.decode(chunk, { stream: true }));
    yield;
  }
  write(decoder?.decode() ?? "");
  parser.close();
  if (failure) throw failure;
}

/** Office writes characters that XML can't contain as `_x000D_`. */
export function unescaped(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}
