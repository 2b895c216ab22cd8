// Workbooks as different writers make them, damaged ones, and the reader against two libraries.
import { execFileSync } from "node:child_process";
import { CorruptFileError } from "@cdn-export/api/base-error";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { readXlsx, writeXlsx } from "hucre/xlsx";
import { readSheet } from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { rows, tables } from "../src/index.ts";
import { all } from "./all.ts";

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

interface Parts {
  /** The rows of the sheet in XML. */
  rows: string;
  strings?: string | undefined;
  styles?: string;
  workbook?: string;
  relations?: string;
  /** Changes the names of the parts. */
  rename?: (name: string) => string;
}

function bookOf({ rows, strings, styles, workbook, relations, rename = (name) => name }: Parts): Uint8Array {
  const parts: Record<string, string | undefined> = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": `<Relationships><Relationship Id="r1" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml":
      workbook ??
      `<workbook ${MAIN} xmlns:r="${RELATION}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels":
      relations ??
      `<Relationships><Relationship Id="r1" Type="${RELATION}/worksheet" Target="worksheets/sheet1.xml"/>` +
        `<Relationship Id="r2" Type="${RELATION}/sharedStrings" Target="sharedStrings.xml"/>` +
        `<Relationship Id="r3" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`,
    "xl/sharedStrings.xml": strings && `<sst ${MAIN}>${strings}</sst>`,
    "xl/styles.xml": styles && `<styleSheet ${MAIN}>${styles}</styleSheet>`,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).flatMap(([name, xml]) => (xml === undefined ? [] : [[rename(name), strToU8(XML + xml)]])),
    ),
  );
}

const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
const shared = (ref: string, index: string) => `<c r="${ref}" t="s"><v>${index}</v></c>`;
const number = (ref: string, value: string, style = "0") => `<c r="${ref}" s="${style}"><v>${value}</v></c>`;
const STRINGS = "<si><t>URL</t></si><si><t>Requests</t></si><si><r><t>/a</t></r><r><t>b</t></r></si>";
const SHARED = `<row>${shared("A1", "0")}${shared("B1", "1")}</row><row>${shared("A2", "2")}${number("B2", "5")}</row>`;
/** Style 0 is general, style 1 a date, style 2 a date and time, style 3 elapsed time. */
const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot; h:mm"/></numFmts>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="46"/></cellXfs>';

const read = async (file: Uint8Array) => all(rows(file));

async function columnsOf(file: Uint8Array): Promise<string[]> {
  for await (const { columns } of tables(file)) return columns.map(({ key }) => key);
  return [];
}

describe("the headings of a workbook", () => {
  it("name an empty one by its column", async () => {
    const file = bookOf({ rows: `<row>${text("A1", "URL")}${text("C1", "Note")}</row><row>${text("B2", "x")}</row>` });
    expect(await columnsOf(file)).toEqual(["url", "Column 2", "Note"]);
    expect(await read(file)).toEqual([{ url: "", "Column 2": "x", Note: null }]);
  });

  const DATED = bookOf({
    rows: `<row>${text("A1", "URL")}${number("B1", "45962", "1")}${number("C1", "45962.5", "2")}${number("D1", "2025")}</row>`,
    styles: STYLES,
  });

  it("write a date as its day, and its time if it has one", async () => {
    expect(await columnsOf(DATED)).toEqual(["url", "2025-11-01", "2025-11-01 12:00", "2025"]);
  });

  it.each(["America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"])("write the same day in %s", (TZ) => {
    const program = `
      import { tables } from ${JSON.stringify(new URL("../src/index.ts", import.meta.url))};
      const file = Buffer.from(${JSON.stringify(Buffer.from(DATED).toString("base64"))}, "base64");
      for await (const { columns } of tables(file)) console.log(columns.map(({ key }) => key).join());`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
      env: { ...process.env, TZ },
    });
    expect(String(printed).trim()).toBe("url,2025-11-01,2025-11-01 12:00,2025");
  });

  it("end at the last one with text, although the row is formatted up to column XFD", async () => {
    const empty = Array.from({ length: 16_383 }, () => '<c s="1"/>').join("");
    const record = `<row>${text("A2", "/a")}${empty}</row>`;
    const file = bookOf({ rows: `<row>${text("A1", "URL")}${empty}</row>${record.repeat(20)}`, styles: STYLES });
    expect(await columnsOf(file)).toEqual(["url"]);
    expect(await read(file)).toEqual(Array.from({ length: 20 }, () => ({ url: "/a" })));
  });
});

describe("the parts of a workbook", () => {
  const ROWS = [{ url: "/ab", requests: 5 }];

  it.each<[string, (name: string) => string]>([
    ["as they should be", (name) => name],
    [
      "in another case",
      (name) => name.replace("sharedStrings", "SharedStrings").replace("workbook.xml", "Workbook.xml"),
    ],
    ["in upper case", (name) => name.toUpperCase()],
    ["with backslashes", (name) => name.replaceAll("/", "\\")],
    ["with a slash in front", (name) => `/${name}`],
  ])("are found with names %s", async (_, rename) => {
    expect(await read(bookOf({ rows: SHARED, strings: STRINGS, rename }))).toEqual(ROWS);
  });

  it("are found by their relations, whatever their names are", async () => {
    const rename = (name: string) => name.replace("sharedStrings", "texts").replace("worksheets/sheet1", "data/one");
    const relations =
      `<p:Relationships xmlns:p="x"><p:Relationship Id="r1" Type="${RELATION}/worksheet" Target="/xl/data/one.xml"/>` +
      `<p:Relationship Id="r2" Type="${RELATION}/sharedStrings" Target="../xl/texts.xml"/></p:Relationships>`;
    expect(await read(bookOf({ rows: SHARED, strings: STRINGS, rename, relations }))).toEqual(ROWS);
  });

  it.each<[string, Parts]>([
    ["without its shared strings", { rows: SHARED }],
    ["with an index beyond them", { rows: SHARED, strings: "<si><t>URL</t></si><si><t>Requests</t></si>" }],
    ["with a negative index", { rows: `<row>${shared("A1", "-1")}</row>`, strings: STRINGS }],
    ["with an index that isn't whole", { rows: `<row>${shared("A1", "0.5")}</row>`, strings: STRINGS }],
    ["with an index that isn't a number", { rows: `<row>${shared("A1", "x")}</row>`, strings: STRINGS }],
    ["with a style that doesn't exist", { rows: `<row>${number("A1", "1", "9")}</row>`, styles: STYLES }],
    ["with text in a number", { rows: `<row>${number("A1", "1x")}</row>` }],
    ["with an unknown type of cell", { rows: '<row><c t="z"><v>1</v></c></row>' }],
    ["with cells out of order", { rows: `<row>${text("B1", "URL")}${text("A1", "x")}</row>` }],
    ["with a column beyond XFD", { rows: `<row>${text("XFE1", "URL")}</row>` }],
    ["with XML that isn't well-formed", { rows: "<row><c></row>" }],
    ["with a sheet that has no part", { rows: SHARED, strings: STRINGS, relations: "<Relationships/>" }],
    [
      "with two parts of the same name",
      { rows: SHARED, strings: STRINGS, rename: (name) => name.replace("styles", "sharedstrings"), styles: STYLES },
    ],
  ])("%s are rejected", async (_, parts) => {
    const error = await read(bookOf(parts)).catch((reason) => reason);
    expect(error).toBeInstanceOf(CorruptFileError);
    expect(error.code).toBe("BAD_XLSX");
  });
});

describe("the cells of a workbook", () => {
  it("are typed by their type and style", async () => {
    const cells = [
      text("A2", "a &amp; b_x000D_"),
      number("B2", "45962.5", "2"),
      number("C2", "1.5", "3"),
      '<c r="D2" t="b"><v>1</v></c>',
      '<c r="E2" t="e"><v>#N/A</v></c>',
      '<c r="F2" t="str"><f>A1</f><v>007</v></c>',
      '<c r="G2"><f>SUM(A1)</f></c>',
      '<c r="H2" t="d"><v>2025-11-01T12:00:00</v></c>',
    ];
    const headings = Array.from("ABCDEFGH", (column, i) => text(`${column}1`, `h${i}`));
    const [row] = await read(
      bookOf({ rows: `<row>${headings.join("")}</row><row>${cells.join("")}</row>`, styles: STYLES }),
    );
    const noon = new Date("2025-11-01T12:00:00+08:00");
    expect(row).toEqual({
      h0: "a & b\r",
      h1: noon,
      h2: 1.5,
      h3: true,
      h4: "#N/A",
      h5: "007",
      h6: "=SUM(A1)",
      h7: noon,
    });
  });

  it("are dates since 1904 if the workbook says so", async () => {
    const workbook = `<workbook ${MAIN} xmlns:r="${RELATION}"><workbookPr date1904="1"/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`;
    const record = `<row>${text("A1", "Time")}</row><row>${number("A2", "44500", "1")}</row>`;
    expect(await read(bookOf({ rows: record, styles: STYLES, workbook }))).toEqual([
      { time: new Date("2025-11-01T00:00:00+08:00") },
    ]);
  });

  it("without references are in the columns in order", async () => {
    const file = bookOf({
      rows: "<row><c t='inlineStr'><is><t>URL</t></is></c><c/><c t='inlineStr'><is><t>x</t></is></c></row>",
    });
    expect(await columnsOf(file)).toEqual(["url", "Column 2", "x"]);
  });
});

describe("the reader of workbooks", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 10 }).filter((value) => /^[^\p{C}\s]+$/u.test(value)),
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value + 0),
    fc.boolean(),
    fc.integer({ min: 0, max: 40_000 }).map((hours) => new Date(Date.UTC(2022, 0, 1) + hours * 3_600_000)),
    fc.constant(null),
  );

  /** hucre cuts a date to the millisecond below. */
  const inSeconds = (list: readonly (readonly unknown[])[] = []) =>
    list.map((cells) =>
      cells.map((value) => (value instanceof Date ? new Date(Math.round(value.getTime() / 1000) * 1000) : value)),
    );

  it("finds the cells that two libraries find", { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        async (list) => {
          const filled = list.filter((cells) => cells.some((value) => value !== null));
          const file = await writeXlsx({ sheets: [{ name: "S", rows: [["a", "b", "c"], ...filled] }] });
          const found = (await read(file)).map((row) => ["a", "b", "c"].map((key) => row[key]));
          const local = filled.map((cells) =>
            cells.map((value) => (value instanceof Date ? new Date(value.getTime() - 28_800_000) : value)),
          );
          expect(found).toEqual(local);
          expect(inSeconds((await readXlsx(file)).sheets[0]?.rows.slice(1))).toEqual(filled);
          expect(inSeconds((await readSheet(Buffer.from(file))).slice(1))).toEqual(filled);
        },
      ),
      { seed: 20261130, numRuns: 100 },
    );
  });
});
