// report.ts DOMAINS: reports on a month of rows, and prints the time and the memory that this took.
import { collectMonth, reportOf, rowsOf } from "../month.ts";

const domains = Number(process.argv[2]);
const start = performance.now();
const month = collectMonth();
for (const row of rowsOf(domains)) month.add(row);
const { points } = reportOf(month.finish());
const ms = performance.now() - start;
const mb = process.memoryUsage.rss() / 2 ** 20;

// Making the rows isn't part of the report.
const again = performance.now();
let count = 0;
for (const { traffic } of rowsOf(domains)) if (traffic > 0) count++;
const making = performance.now() - again;
if (count !== points) throw new Error(`${points} of ${count} points were counted`);
console.log(JSON.stringify({ ms: ms - making, mb, points }));
