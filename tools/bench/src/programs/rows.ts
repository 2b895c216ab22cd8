// rows.ts rows|parquet|papaparse|hucre FILE: reads each row of a file, or writes them as Parquet; prints time, rows and memory as JSON.
import { createReadStream, openAsBlob, readFileSync } from "node:fs";
import { rows, tables } from "@cdn-export/rows";
import { toParquet } from "@cdn-export/rows/parquet";
import { streamXlsxRows } from "hucre/xlsx";
import Papa from "papaparse";

const [reader = "", file = ""] = process.argv.slice(2);

const READERS: Record<string, () => Promise<number>> = {
  async rows() {
    let count = 0;
    const input = file.endsWith(".xlsx") ? await openAsBlob(file) : createReadStream(file);
    for await (const _ of rows(input)) count++;
    return count;
  },
  async parquet() {
    let count = 0;
    for await (const table of tables(createReadStream(file))) {
      async function* counted() {
        for await (const row of table.rows) {
          count++;
          yield row;
        }
      }
      for await (const _ of toParquet(counted(), { columns: table.columns }));
    }
    return count;
  },
  papaparse: () =>
    new Promise((resolve, reject) => {
      let count = 0;
      Papa.parse(createReadStream(file), {
        header: true,
        skipEmptyLines: true,
        step: () => count++,
        complete: () => resolve(count),
        error: reject,
      });
    }),
  async hucre() {
    // Without the headings.
    let count = -1;
    for await (const _ of streamXlsxRows(readFileSync(file))) count++;
    return count;
  },
};

const before = process.memoryUsage.rss();
let peak = before;
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const start = performance.now();
const count = await READERS[reader]?.();
const ms = performance.now() - start;
clearInterval(timer);
console.log(
  JSON.stringify({ ms, rows: count, grownMb: (Math.max(peak, process.memoryUsage.rss()) - before) / 2 ** 20 }),
);
