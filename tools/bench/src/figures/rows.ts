// `rows` against the fastest readers: a million rows of csv, 200,000 of xlsx; and writing them as Parquet. Each in a process of its own.
import { execFile } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { writeXlsx } from "hucre/xlsx";
import { inTurns, median } from "../measure.ts";
import { type Program, program } from "../program.ts";

const PROGRAM = fileURLToPath(new URL("../programs/rows.ts", import.meta.url));

interface Reading {
  ms: number;
  rows: number;
  /** Growth of the resident set over its size before the reading. */
  grownMb: number;
}

export const rows: Program = program(
  {
    "rows-csv": {
      what: "`rows` of a csv file with 1,000,000 rows, with types and checks",
      rival: "papaparse (`header: true`, `step`), text only",
      unit: "x",
      budget: 1.5,
    },
    "rows-csv-memory": { what: "memory that it takes", unit: "MB", budget: 120 },
    parquet: {
      what: "the same rows read and written as Parquet",
      rival: "reading them alone",
      unit: "x",
      budget: 6,
    },
    "parquet-memory": { what: "memory that it takes", unit: "MB", budget: 400 },
    "rows-xlsx": {
      what: "`rows` of an xlsx file with 200,000 rows",
      rival: "`streamXlsxRows` of hucre, the fastest of five streaming readers",
      unit: "x",
      budget: 1.3,
    },
    "rows-xlsx-memory": { what: "memory that it takes", unit: "MB", budget: 250 },
  },
  async (quick) => {
    const folder = await mkdtemp(join(tmpdir(), "bench-rows-"));
    try {
      const [csv, xlsx] = [join(folder, "a.csv"), join(folder, "a.xlsx")];
      const [csvRows, xlsxRows] = quick ? [100_000, 20_000] : [1_000_000, 200_000];
      await pipeline(Readable.from(csvLines(csvRows)), createWriteStream(csv));
      const cells = [HEADINGS, ...Array.from({ length: xlsxRows }, (_, i) => cellsOf(i))];
      await writeFile(xlsx, await writeXlsx({ sheets: [{ name: "Sheet1", rows: cells }] }));
      const rounds = quick ? 1 : 5;
      const ofCsv = await measure(csv, ["rows", "papaparse"], csvRows, rounds);
      const ofParquet = await measure(csv, ["parquet", "rows"], csvRows, rounds);
      const ofXlsx = await measure(xlsx, ["rows", "hucre"], xlsxRows, rounds);
      return {
        "rows-csv": ofCsv.speed,
        "rows-csv-memory": ofCsv.memory,
        parquet: ofParquet.speed,
        "parquet-memory": ofParquet.memory,
        "rows-xlsx": ofXlsx.speed,
        "rows-xlsx-memory": ofXlsx.memory,
      };
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);

type Reader = "rows" | "parquet" | "papaparse" | "hucre";

async function measure(file: string, [own, rival]: [own: Reader, rival: Reader], count: number, rounds: number) {
  const reading = async (reader: Reader) => {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, reader, file]);
    const result = JSON.parse(stdout) as Reading;
    if (result.rows !== count) throw new Error(`${reader} found ${result.rows} of ${count} rows`);
    return result;
  };
  const pairs = await inTurns(
    { rounds, warmUp: 0 },
    () => reading(own),
    () => reading(rival),
  );
  const both = (value: (reading: Reading) => number) =>
    [pairs.map(([ours]) => value(ours)), pairs.map(([, theirs]) => value(theirs))].map((side) =>
      Math.round(median(side)),
    );
  const [grown = 0, grownOfRival = 0] = both(({ grownMb }) => grownMb);
  return {
    speed: {
      value: median(pairs.map(([ours, theirs]) => ours.ms / theirs.ms)),
      detail: `${both(({ ms }) => ms).join(" against ")} ms`,
    },
    memory: { value: grown, detail: `${rival}: ${grownOfRival} MB` },
  };
}

const HEADINGS = ["Time", "Domain", "URL", "Requests", "Traffic (Byte)"];
const START = Date.parse("2026-11-01T00:00:00Z");

/** A row of five minutes of one domain. */
function cellsOf(i: number): [time: Date, domain: string, url: string, requests: number, traffic: number] {
  const domain = i % 2 === 0 ? "www.example.com" : "img.example.com";
  const url = `https://${domain}/path/to/${i % 5000}.jpg?x=${i}&y`;
  return [new Date(START + (i % 8000) * 300_000), domain, url, (i * 7) % 10_007, i * 12_345];
}

function* csvLines(count: number): Generator<string> {
  yield `${HEADINGS.join(",")}\r\n`;
  for (let i = 0; i < count; ) {
    let text = "";
    for (const end = Math.min(count, i + 1000); i < end; i++) {
      const [time, ...cells] = cellsOf(i);
      text += `${time.toISOString().slice(0, 19).replace("T", " ")},${cells.join(",")}\r\n`;
    }
    yield text;
  }
}
