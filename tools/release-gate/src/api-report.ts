// `npm run api:report`: writes the API report of each package. With --check, it names stale reports, and exports and members
// without docs.
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportOf } from "./api-report/report.ts";

const check = process.argv.includes("--check");
const root = join(import.meta.dirname, "../../..");
const packages = globSync("packages/*", { cwd: root }).sort();
const unbuilt = packages.filter((directory) => !existsSync(join(root, directory, "dist")));
if (unbuilt.length > 0) {
  console.error(`${unbuilt.join(", ")} isn't built: run \`npm run build\` first.`);
  process.exit(1);
}

const undocumented = new Map<string, string[]>();
const stale = packages.filter((directory) => {
  const file = join(root, directory, "api-report.md");
  const report = reportOf(join(root, directory));
  undocumented.set(directory, report.undocumented);
  if (existsSync(file) && readFileSync(file, "utf8") === report.text) return false;
  if (!check) writeFileSync(file, report.text);
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

for (const [directory, names] of undocumented) {
  if (!check || names.length === 0) continue;
  console.error(`These exports and members of ${directory} have no docs: ${names.join(", ")}.`);
  process.exitCode = 1;
}
