// `npm run api:report`: writes the API report of each package. With --check, it names stale reports and exports without docs.
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportOf } from "./api-report/report.ts";

/** A report's line for an export without docs. */
const UNDOCUMENTED = /^- \[`(.+)`\].*: \(no docs\)$/gm;

const check = process.argv.includes("--check");
const root = join(import.meta.dirname, "../../..");
const packages = globSync("packages/*", { cwd: root }).sort();
const unbuilt = packages.filter((directory) => !existsSync(join(root, directory, "dist")));
if (unbuilt.length > 0) {
  console.error(`${unbuilt.join(", ")} isn't built: run \`npm run build\` first.`);
  process.exit(1);
}

const undocumented: string[] = [];
const stale = packages.filter((directory) => {
  const file = join(root, directory, "api-report.md");
  const report = reportOf(join(root, directory));
  for (const [, name] of report.matchAll(UNDOCUMENTED)) undocumented.push(`${directory}: ${name}`);
  if (existsSync(file) && readFileSync(file, "utf8") === report) return false;
  if (!check) writeFileSync(file, report);
  return true;
});

if (check && stale.length > 0) {
  console.error(
    `The API report of ${stale.join(", ")} is stale: run \`npm run api:report\`, review the difference, and commit it.`,
  );
  process.exitCode = 1;
} else {
  console.log(stale.length > 0 ? `Wrote the api-report.md of ${stale.join(", ")}.` : "The API reports are up to date.");
}

if (check && undocumented.length > 0) {
  console.error(`These exports have no docs: ${undocumented.join(", ")}.`);
  process.exitCode = 1;
}
