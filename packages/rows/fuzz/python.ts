// Python's csv, gzip and zipfile, and openpyxl. A workbook comes from nowhere else, so archives of workbooks need it, too.
import type { Row } from "../src/index.ts";
import type { FuzzDialect, FuzzFile, Writer } from "./file.ts";
import type { Random } from "./random.ts";
import { type FuzzTable, randomTable } from "./table.ts";

/** Asks write.py for a file. */
export type Ask = (options: object) => Promise<Uint8Array>;

export function pythonWriters(ask: Ask): Writer[] {
  return [
    ["Python's csv", (random) => csvFile(ask, random)],
    [
      "Python's gzip",
      async (random) => {
        const { bytes, rows } = await csvFile(ask, random);
        // The members of one file, cut anywhere.
        const at = random.chance(0.5) ? random.below(bytes.length) : bytes.length;
        const parts = [bytes.subarray(0, at), bytes.subarray(at)];
        const members = await Promise.all(parts.map(async (part) => ask({ format: "gzip", files: [named("", part)] })));
        const file = new Uint8Array(Buffer.concat(members));
        return { format: "gzip", bytes: file, rows, ends: [members[0]?.length ?? 0] };
      },
    ],
    [
      "Python's zipfile",
      async (random) => {
        const { files, rows } = await contentWriter(ask, false)(random);
        const [stored, streamed, zip64] = [random.chance(0.3), random.chance(0.5), random.chance(0.5)];
        const list = files.map(({ name, bytes }) => named(name, bytes));
        return { format: "zip", bytes: await ask({ format: "zip", files: list, stored, streamed, zip64 }), rows };
      },
    ],
  ];
}

function named(name: string, bytes: Uint8Array): [string, string] {
  return [name, Buffer.from(bytes).toString("base64")];
}

async function csvFile(ask: Ask, random: Random): Promise<FuzzFile & { dialect: FuzzDialect }> {
  const dialect: FuzzDialect = {
    delimiter: random.pick([",", ",", ";", "\t", "|"]),
    lineEnd: random.pick(["\n", "\r\n", "\r\n", "\r"]),
    quoting: random.pick(["minimal", "minimal", "all", "text", "none"]),
    encoding: random.pick(["utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"]),
  };
  const table = randomTable(random, forbiddenIn(dialect));
  return { format: "csv", bytes: await ask({ format: "csv", ...table, ...dialect }), rows: table.rows, dialect };
}

/** Without quotes, a cell can't have these. Python before 3.13 also leaves a foreign line end without quotes. */
function forbiddenIn({ lineEnd, quoting }: FuzzDialect): RegExp {
  if (quoting === "none") return /["\r\n,;|\t]/g;
  if (quoting !== "minimal" || lineEnd === "\r\n") return /(?!)/g;
  return lineEnd === "\n" ? /\r/g : /\n/g;
}

/** Parsers of XML turn CR into LF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML doesn't allow control characters, so no cell may have one.
const NOT_IN_XML = /[\x00-\x08\x0b-\x1f]/g;

export async function workbook(ask: Ask, random: Random): Promise<FuzzFile> {
  const table: FuzzTable = randomTable(random, NOT_IN_XML);
  const bytes = await ask({ format: "xlsx", ...table, writeOnly: random.chance(0.5) });
  return { format: "xlsx", bytes, rows: table.rows };
}

export interface Content {
  files: { name: string; bytes: Uint8Array }[];
  rows: readonly Row[];
}

/** One to three files for an archive. */
export function contentWriter(ask: Ask, hasBooks: boolean) {
  return async (random: Random): Promise<Content> => {
    const files: Content["files"] = [];
    const rows: Row[] = [];
    for (let count = 1 + random.below(3); count > 0; count--) {
      const isBook = hasBooks && random.chance(0.4);
      const file = isBook ? await workbook(ask, random) : await csvFile(ask, random);
      const name = `${random.pick(["a", "域名统计", "folder/b"])}-${count}.${isBook ? "xlsx" : "csv"}`;
      files.push({ name, bytes: file.bytes });
      rows.push(...file.rows);
    }
    return { files, rows };
  };
}

export type ContentWriter = (random: Random) => Promise<Content>;
