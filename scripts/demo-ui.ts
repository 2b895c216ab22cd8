// `npm run demo -- --ui`: the console with three months of twenty domains. Other arguments are those of `cdn-export ui`.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fill } from "../apps/cli/src/commands/ui/fill.ts";

const DAYS = 90;

const folder = mkdtempSync(join(tmpdir(), "cdn-export-demo-"));
// Ctrl-C stops the page or the work before it, and this process removes its data.
const stop = new AbortController();
process.on("SIGINT", () => stop.abort());
try {
  let shown = 0;
  await fill(folder, DAYS, {
    signal: stop.signal,
    onProgress({ done, total }) {
      const percent = Math.floor((100 * done) / total);
      if (percent < shown + 10) return;
      shown = percent;
      console.error(`Making up data: ${percent} %`);
    },
  });
  const bin = join(import.meta.dirname, "../apps/cli/dist/bin.js");
  const args = process.argv.slice(2).filter((arg) => arg !== "--ui");
  const { status } = spawnSync(process.execPath, [bin, "ui", folder, "--emulator", ...args], { stdio: "inherit" });
  process.exitCode = status ?? 130;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
