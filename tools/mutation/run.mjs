// Mutates a copy of the signer, and compares the surviving mutants with those that survivors.json explains.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SCOPES } from "./scopes.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const signer = join(folder, "../../packages/signer");
const copy = join(folder, "dist/signer");

install();
// By default, all scopes.
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(SCOPES);
const mutants = names.flatMap(mutantsOf);
process.exitCode = judge(mutants) ? 0 : 1;

function install() {
  const lockfile = readFileSync(join(folder, "pnpm-lock.yaml"), "utf8");
  const stamp = join(folder, "node_modules/.installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lockfile) return;
  run(folder, "pnpm", "install", "--frozen-lockfile", "--reporter=silent");
  writeFileSync(stamp, lockfile);
}

/**
 * Makes the copy inside this folder, so that its imports resolve to this folder's packages, and one vitest runs
 * everything.
 */
function makeCopy() {
  rmSync(join(folder, "dist"), { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const name of ["src", "test", "vectors.json", "package.json"])
    cpSync(join(signer, name), join(copy, name), { recursive: true });
  cpSync(join(folder, "vitest.config.mjs"), join(copy, "vitest.config.mjs"));
  // The vectors with `differs`, and every tenth of the others, kill as many mutants in a third of the time.
  const file = JSON.parse(readFileSync(join(copy, "vectors.json"), "utf8"));
  file.vectors = file.vectors.filter(({ differs }, i) => differs || i % 10 === 0);
  writeFileSync(join(copy, "vectors.json"), JSON.stringify(file));
}

/** Runs Stryker for a scope. Returns all mutants with their results. */
function mutantsOf(scope) {
  makeCopy();
  writeFileSync(join(folder, "dist/scope"), scope);
  const stryker = join(folder, "node_modules/@stryker-mutator/core/bin/stryker.js");
  run(copy, process.execPath, stryker, "run", "../../stryker.config.mjs");
  const { files } = JSON.parse(readFileSync(join(folder, "dist/mutation.json"), "utf8"));
  return Object.entries(files).flatMap(([file, { source, mutants }]) =>
    mutants.map(({ status, location, replacement }) => ({
      file,
      status,
      line: location.start.line,
      original: textAt(source, location),
      mutated: replacement,
    })),
  );
}

/** Returns whether each survivor is explained, and each explained mutant survives. */
function judge(all) {
  const explained = JSON.parse(readFileSync(join(folder, "survivors.json"), "utf8")).survivors;
  const having = (...statuses) => all.filter(({ status }) => statuses.includes(status));
  const [killed, survivors] = [having("Killed", "Timeout").length, having("Survived", "NoCoverage")];
  const same = (a, b) => a.file === b.file && a.original === b.original && a.mutated === b.mutated;
  const unexplained = survivors.filter((mutant) => !explained.some((entry) => same(entry, mutant)));
  const tried = new Set(all.map(({ file }) => file));
  const stale = explained.filter((entry) => tried.has(entry.file) && !survivors.some((mutant) => same(entry, mutant)));

  for (const { file, line, original, mutated } of unexplained) {
    console.log(`survived: ${JSON.stringify({ file, original, mutated })} (line ${line})`);
  }
  for (const { file, original } of stale) console.log(`explained, but killed now: ${file}: ${original}`);
  const score = ((100 * killed) / (killed + survivors.length)).toFixed(1);
  console.log(
    `${killed} mutants killed, ${survivors.length} survived (${survivors.length - unexplained.length} explained): ${score} %`,
  );
  return unexplained.length + stale.length === 0;
}

function textAt(source, { start, end }) {
  const lines = source.split("\n").slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join("\n");
}

function run(cwd, command, ...args) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
