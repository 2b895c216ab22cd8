// ledger.ts PATH: opens a ledger, and says how long that took and what it weighs.
import { openLedger } from "@cdn-export/client/node";

const start = performance.now();
const ledger = await openLedger(process.argv[2] ?? "");
const { size } = await ledger.read();
const ms = performance.now() - start;
console.log(JSON.stringify({ ms, windows: size, mb: process.resourceUsage().maxRSS / 1024 }));
await ledger.close();
