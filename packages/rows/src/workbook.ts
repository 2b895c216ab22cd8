// Workbooks (xlsx): their sheets, and the parts that cells refer to. The reader is ours: of hucre, exceljs, read-excel-file and
// SheetJS, only read-excel-file refuses a shared string that doesn't exist, and it doesn't stream. The tests compare the cells
// with two of them.
import { type ArchiveEntry, damagedArchive } from "./archive.ts";
import { type SheetContext, sheetRecords } from "./sheet.ts";
import type { Sheet } from "./table.ts";
import { parsedXml, unescaped, type XmlHandler } from "./xml.ts";

/** The largest part besides the sheets: shared strings and styles are held in memory. */
const MAX_PART_BYTES = 256 << 20;

/** The parts of a workbook, by their paths in lower case. */
type Parts = ReadonlyMap<string, ArchiveEntry>;

/** The sheets of a workbook in order, or undefined if the archive isn't a workbook. */
export function workbookSheets(entries: readonly ArchiveEntry[]): AsyncGenerator<Sheet> | undefined {
  // The standard compares names without case, and some writers use `\`.
  const paths = entries.map((entry) => [pathOf(entry.name), entry] as const);
  const parts = new Map(paths);
  if (!parts.has("[content_types].xml") || !paths.some(([path]) => /(^|\/)workbook\.xml$/.test(path))) return undefined;
  return sheetsOf(parts, parts.size < entries.length);
}

async function* sheetsOf(parts: Parts, isAmbiguous: boolean): AsyncGenerator<Sheet> {
  let sheets: NamedSheet[];
  let context: SheetContext;
  try {
    if (isAmbiguous) throw new Error("Two parts have the same name");
    const path = workbookPath(await relationsOf(parts, ""));
    const [workbook, relations] = [await workbookOf(partAt(parts, path)), await relationsOf(parts, path)];
    sheets = workbook.sheets.flatMap(({ name, id }) => {
      const relation = relations.find((known) => known.id === id);
      if (!relation) throw new Error(`The sheet ${JSON.stringify(name)} has no part`);
      return relation.type === "worksheet" ? [{ name, part: partAt(parts, relation.path) }] : [];
    });
    const pathTo = (type: string) => relations.find((known) => known.type === type)?.path;
    context = {
      is1904: workbook.is1904,
      strings: await sharedStrings(parts.get(pathTo("sharedStrings") ?? "xl/sharedstrings.xml")),
      isDate: await dateStyles(parts.get(pathTo("styles") ?? "xl/styles.xml")),
    };
  } catch (cause) {
    throw damagedArchive("BAD_XLSX", cause);
  }
  for (const { name, part } of sheets) yield { sheet: name, records: checked(sheetRecords(part, context)) };
}

interface NamedSheet {
  name: string;
  part: ArchiveEntry;
}

async function* checked<T>(items: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* items;
  } catch (cause) {
    throw damagedArchive("BAD_XLSX", cause);
  }
}

function pathOf(name: string): string {
  return name.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
}

function partAt(parts: Parts, path: string): ArchiveEntry {
  const part = parts.get(path);
  if (!part) throw new Error(`The part ${path} is missing`);
  return part;
}

async function read(part: ArchiveEntry, handler: Partial<XmlHandler>): Promise<void> {
  const { open = () => {}, close = () => {}, text = () => {} } = handler;
  for await (const _ of parsedXml(part, { open, close, text }, MAX_PART_BYTES));
}

interface Relation {
  id: string;
  /** The last part of its address: `worksheet`, `sharedStrings`. */
  type: string;
  path: string;
}

/** The parts that a part refers to. `""` is the package itself. */
async function relationsOf(parts: Parts, path: string): Promise<Relation[]> {
  const [, folder = "", file = ""] = /^(.*\/)?([^/]*)$/.exec(path) ?? [];
  const part = parts.get(`${folder}_rels/${file}.rels`);
  const relations: Relation[] = [];
  if (!part) return relations;
  await read(part, {
    open(name, { Id: id = "", Type: type = "", Target: target = "", TargetMode: mode }) {
      if (name !== "Relationship" || mode === "External") return;
      const { pathname } = new URL(target.replaceAll("\\", "/"), `file:///${folder}`);
      relations.push({ id, type: type.replace(/^.*\//, ""), path: pathOf(decodeURIComponent(pathname)) });
    },
  });
  return relations;
}

function workbookPath(relations: readonly Relation[]): string {
  return relations.find(({ type }) => type === "officeDocument")?.path ?? "xl/workbook.xml";
}

async function workbookOf(part: ArchiveEntry) {
  const workbook = { is1904: false, sheets: [] as { name: string; id: string }[] };
  await read(part, {
    open(name, attributes) {
      const { date1904 = "", name: title = "" } = attributes;
      if (name === "workbookPr") workbook.is1904 = date1904 === "1" || date1904 === "true";
      if (name !== "sheet") return;
      // Usually `r:id`, but the prefix is the writer's choice.
      const key = Object.keys(attributes).find((attribute) => /:id$/i.test(attribute)) ?? "";
      workbook.sheets.push({ name: title, id: attributes[key] ?? "" });
    },
  });
  return workbook;
}

/** The text of each shared string. Undefined without the part: a workbook with numbers only doesn't need it. */
async function sharedStrings(part: ArchiveEntry | undefined): Promise<string[] | undefined> {
  if (!part) return undefined;
  const strings: string[] = [];
  let text = "";
  let isText = false;
  let isPhonetic = false;
  await read(part, {
    open(name) {
      if (name === "si") text = "";
      else if (name === "rPh") isPhonetic = true;
      else isText = name === "t" && !isPhonetic;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(name) {
      if (name === "si") strings.push(unescaped(text));
      else if (name === "rPh") isPhonetic = false;
      else if (name === "t") isText = false;
    },
  });
  return strings;
}

/** For each cell style, whether it shows a number as a date or a time of day. Undefined without the part. */
async function dateStyles(part: ArchiveEntry | undefined): Promise<boolean[] | undefined> {
  if (!part) return undefined;
  const formats = new Map<number, string>();
  const styles: number[] = [];
  let isCellStyle = false;
  await read(part, {
    open(name, { numFmtId = "0", formatCode = "" }) {
      if (name === "cellXfs") isCellStyle = true;
      else if (name === "numFmt") formats.set(Number(numFmtId), formatCode);
      else if (name === "xf" && isCellStyle) styles.push(Number(numFmtId));
    },
    close(name) {
      if (name === "cellXfs") isCellStyle = false;
    },
  });
  return styles.map((id) => {
    const format = formats.get(id);
    return format === undefined ? isBuiltInDate(id) : isDateFormat(format);
  });
}

/** Numbers of the formats that every program knows, including those of East Asian languages. Elapsed time (46) isn't a date. */
function isBuiltInDate(id: number): boolean {
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || id === 45 || id === 47 || (id >= 50 && id <= 58);
}

/** Whether a format has a day, month, year, hour or second outside of literal text; `[h]:mm` is elapsed time. */
function isDateFormat(format: string): boolean {
  const [positive = ""] = format.replace(/"[^"]*"|\\.|_.|\*./g, "").split(";");
  if (/\[(h+|m+|s+)\]/i.test(positive)) return false;
  return /[ymdhsg年月日时分秒]|am\/pm/i.test(positive.replace(/\[[^\]]*\]|general/gi, ""));
}
