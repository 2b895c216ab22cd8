// The report of a month: 100 domains, every 5 minutes.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { rows } from "@cdn-export/rows";
import { compare } from "../measure.ts";
import { collectMonth, csvOf, reportOf } from "../month.ts";
import { type Program, program } from "../program.ts";

const PROGRAM = fileURLToPath(new URL("../programs/report.ts", import.meta.url));
const DOMAINS = 100;

export const report: Program = program(
  {
    "report-rows": { what: "top domains and bill of a month, from 864,000 rows", unit: "ms", budget: 1000 },
    "report-memory": { what: "memory of the process that reported on them", unit: "MB", budget: 300 },
    "report-csv": { what: "the same report, from csv", rival: "reading the csv", unit: "x", budget: 1.5 },
  },
  async (quick) => {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM, String(DOMAINS)]);
    const { ms, mb, points } = JSON.parse(stdout) as { ms: number; mb: number; points: number };
    const detail = `${points} points of ${DOMAINS} domains`;

    const csv = csvOf(quick ? DOMAINS / 20 : DOMAINS);
    const { ours, theirs, ratio } = await compare(
      { rounds: quick ? 1 : 9, count: 1, warmUp: 1 },
      async () => {
        const month = collectMonth();
        for await (const row of rows(csv)) month.add(row);
        return reportOf(month.finish());
      },
      async () => {
        let count = 0;
        for await (const { traffic } of rows(csv)) if (traffic !== null) count++;
        return count;
      },
    );
    const seconds = [ours, theirs].map((micros) => (micros / 1e6).toFixed(2));
    return {
      "report-rows": { value: ms, detail },
      "report-memory": { value: mb, detail },
      "report-csv": { value: ratio, detail: `${seconds.join(" against ")} s` },
    };
  },
);
