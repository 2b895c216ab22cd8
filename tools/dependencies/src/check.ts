// Checks every import of the workspace against rules.ts. Part of `npm run check`.
import { globSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { RULES } from "./rules.ts";

const FOLDERS = ["packages", "apps", "tools", "spec"];
const NOT_OURS = "(^|/)(node_modules|dist)/";

process.chdir(fileURLToPath(new URL("../../..", import.meta.url)));
const { output } = await cruise(FOLDERS, {
  validate: true,
  ruleSet: { forbidden: RULES },
  // Imports of types count like any others.
  tsPreCompilationDeps: true,
  doNotFollow: { path: NOT_OURS },
  enhancedResolveOptions: { conditionNames: ["import", "node", "default", "types"], exportsFields: ["exports"] },
});
const { modules, summary } = output as ICruiseResult;

const problems = summary.violations.map(({ rule, from, to, cycle }) => {
  const way = cycle ? [from, ...cycle.map(({ name }) => name)] : [from, to];
  return `${rule.name}: ${way.join(" -> ")}`;
});

// With an unsupported version of TypeScript, dependency-cruiser sees no modules and reports success.
const isOurs = (path: string) => !new RegExp(NOT_OURS).test(path);
const files = globSync(`{${FOLDERS.join(",")}}/**/*.ts`, { exclude: ["**/node_modules/**", "**/dist/**"] }).filter(
  isOurs,
);
const seen = new Set(modules.map(({ source }) => source));
const missed = files.filter((file) => !seen.has(file) && !file.endsWith(".d.ts"));
if (missed.length > 0) problems.push(`${missed.length} of ${files.length} files were not read: ${missed.slice(0, 3)}`);

for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${files.length} files import only what they may.`);
process.exitCode = problems.length > 0 ? 1 : 0;
