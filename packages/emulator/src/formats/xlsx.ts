import type { Language } from "@cdn-export/api";
import { DAY_MS, GMT8_MS } from "../base/constants.ts";
import { escapeXml } from "../base/escape-xml.ts";
import { type ArchivedFile, archiveChunks } from "./archive.ts";
import type { Cell, Column, Table } from "./table.ts";

/**
 * Writes a table as a workbook (ECMA-376), row by row in constant memory. Numbers are numbers, times are dates in GMT+8, and
 * strings are in their cells: a shared table of strings would have to be complete first. A table that is longer than a
 * sheet continues in the next sheet.
 */
export function xlsxChunks(table: Table, { language }: { language: Language }): AsyncGenerator<Uint8Array> {
  const sheets = Math.max(1, Math.ceil(table.count() / ROWS_PER_SHEET));
  const numbers = Array.from({ length: sheets }, (_, i) => i + 1);
  return archiveChunks([
    file("[Content_Types].xml", contentTypes(numbers)),
    file("_rels/.rels", relations([["officeDocument", "xl/workbook.xml"]])),
    file("xl/workbook.xml", workbook(numbers)),
    file(
      "xl/_rels/workbook.xml.rels",
      relations([
        ...numbers.map((n): [string, string] => ["worksheet", `worksheets/sheet${n}.xml`]),
        ["styles", "styles.xml"],
      ]),
    ),
    file("xl/styles.xml", STYLES),
    ...numbers.map((n) => ({ name: `xl/worksheets/sheet${n}.xml`, chunks: sheetChunks(table, language, n - 1) })),
  ]);
}

/** Excel's limit of 1048576, minus the row of headings on every sheet. */
const ROWS_PER_SHEET = 1_048_575;
const ROWS_PER_CHUNK = 512;

function* sheetChunks(table: Table, language: Language, sheet: number): Generator<Uint8Array> {
  const { columns } = table;
  const widths = columns.map(({ type }, c) => `<col min="${c + 1}" max="${c + 1}" width="${WIDTHS[type]}"/>`).join("");
  const headings = columns.map((column, c) => textCell(`r="${LETTERS[c]}1" s="3"`, column[language])).join("");
  let text = `${HEAD}<worksheet xmlns="${MAIN}"><cols>${widths}</cols><sheetData><row r="1">${headings}</row>`;
  const first = sheet * ROWS_PER_SHEET;
  const end = Math.min(table.count(), first + ROWS_PER_SHEET);
  for (let i = first; i < end; i++) {
    const row = table.row(i);
    // Cell references are optional in the format, but some readers need them.
    const line = i - first + 2;
    text += `<row r="${line}">`;
    for (let c = 0; c < row.length; c++) text += cell(`r="${LETTERS[c]}${line}"`, columns[c]?.type, row[c] ?? "");
    text += "</row>";
    if ((i + 1) % ROWS_PER_CHUNK !== 0) continue;
    yield encoder.encode(text);
    text = "";
  }
  yield encoder.encode(`${text}</sheetData></worksheet>`);
}

/** The letters of columns. No table has more columns. */
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

const WIDTHS: Readonly<Record<Column["type"], number>> = { time: 20, text: 32, integer: 18, ratio: 12 };

function cell(place: string, type: Column["type"] | undefined, value: Cell): string {
  if (type === "integer") return `<c ${place}><v>${value}</v></c>`;
  if (type === "ratio") return `<c ${place} s="2"><v>${Number(value).toFixed(2)}</v></c>`;
  if (type === "time") return `<c ${place} s="1"><v>${dateNumber(Number(value))}</v></c>`;
  return textCell(place, String(value));
}

function textCell(attributes: string, text: string): string {
  return `<c ${attributes} t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Days from 1899-12-30 to the epoch: how spreadsheets count. */
const EPOCH_DAY = 25_569;

function dateNumber(ms: number): number {
  return EPOCH_DAY + (ms + GMT8_MS) / DAY_MS;
}

const encoder = new TextEncoder();

function file(name: string, content: string): ArchivedFile {
  return { name, chunks: [encoder.encode(content)] };
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const FORMATS = "http://schemas.openxmlformats.org";
const MAIN = `${FORMATS}/spreadsheetml/2006/main`;
const RELATIONS = `${FORMATS}/officeDocument/2006/relationships`;
const CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml";

function contentTypes(sheets: readonly number[]): string {
  const parts = [
    ["xl/workbook.xml", "sheet.main"],
    ["xl/styles.xml", "styles"],
    ...sheets.map((n) => [`xl/worksheets/sheet${n}.xml`, "worksheet"]),
  ].map(([name, type]) => `<Override PartName="/${name}" ContentType="${CONTENT}.${type}+xml"/>`);
  const rels = `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`;
  const xml = `<Default Extension="xml" ContentType="application/xml"/>`;
  return `${HEAD}<Types xmlns="${FORMATS}/package/2006/content-types">${rels}${xml}${parts.join("")}</Types>`;
}

function relations(targets: readonly [type: string, target: string][]): string {
  const list = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${FORMATS}/package/2006/relationships">${list.join("")}</Relationships>`;
}

function workbook(sheets: readonly number[]): string {
  const list = sheets.map((n) => `<sheet name="Sheet${n}" sheetId="${n}" r:id="rId${n}"/>`).join("");
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${list}</sheets></workbook>`;
}

/** The cell styles: 0 is plain, 1 a time, 2 has two decimals, 3 is a bold heading. */
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`;
