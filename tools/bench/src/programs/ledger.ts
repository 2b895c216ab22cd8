// ledger.ts PATH: opens a ledger, and prints the time and the memory that this took.
import { existsSync, readFileSync } from "node:fs";
import { openLedger } from "@cdn-export/sync";

const start = performance.now();
const ledger = await openLedger(process.argv[2] ?? "");
const { size } = await ledger.read();
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, windows: size, mb: mostMemory() }));
await ledger.close();

/** On Linux, `maxRSS` also counts the parent, which this process was a copy of at first. */
function mostMemory(): number {
  const STATUS = "/proc/self/status";
  const [, kilobytes] = /VmHWM:\s+(\d+)/.exec(existsSync(STATUS) ? readFileSync(STATUS, "utf8") : "") ?? [];
  return Number(kilobytes ?? process.resourceUsage().maxRSS) / 1024;
}
