// What the changes of spec/ mean for users, and whether the changesets say so.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Base, exportSpec, findBase, GateError, show } from "./base.ts";
import { type Bump, bumps, writeChangeset } from "./changesets.ts";
import { type Diff, diffAll } from "./diff.ts";
import { type Package, readPackages } from "./packages.ts";
import { readRevision } from "./revision.ts";

const USAGE = "npm run spec:diff -- [--base REF] [--json] [--write] [--gate]";

/** `out` prints the report, `err` prints what to do about it. */
export interface Printer {
  out(line: string): void;
  err(line: string): void;
}

/**
 * Compares the working tree below `root` with its base.
 *
 * @returns the exit code: 1 if the comparison fails, or with `--gate` if a changeset is missing.
 */
export async function specDiff(root: string, args: string[], printer: Printer): Promise<number> {
  try {
    const options = readOptions(args);
    const base = findBase(root, options.base);
    const packages = readPackages(root);
    const diff = await compareWith(root, base, packages);
    const needs = bumps(root, base, packages, diff);
    if (options.json) printer.out(JSON.stringify({ ...diff, base: base.sha, bumps: needs }, null, 2));
    else for (const line of report(base, diff, needs)) printer.out(line);
    const missing = needs.filter(({ enough }) => !enough);
    const isWritten = options.write && write(root, diff, needs, printer);
    const lacking = isWritten ? missing.filter(({ needed }) => needed === "unproven") : missing;
    for (const line of advice(lacking, options)) printer.err(line);
    return options.gate && lacking.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    printer.err(`spec:diff: ${error.message}`);
    return 1;
  }
}

interface Options {
  base?: string;
  json?: boolean;
  write?: boolean;
  gate?: boolean;
}

function readOptions(args: string[]): Options {
  const options = {
    base: { type: "string" },
    json: { type: "boolean" },
    write: { type: "boolean" },
    gate: { type: "boolean" },
  } as const;
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new GateError(`${(error as Error).message.split(". ")[0]}. Use it as \`${USAGE}\`.`);
  }
}

async function compareWith(root: string, base: Base, packages: readonly Package[]): Promise<Diff> {
  const folder = mkdtempSync(join(tmpdir(), "cdn-export-spec-"));
  try {
    exportSpec(root, base, folder);
    const committed = (name: string) => show(root, base.sha, `packages/api/generated/${name}.ts`);
    const before = await readRevision(folder, committed).catch((error: Error) => {
      const why = error.message.split("\n")[0];
      throw new GateError(
        `The current generator can't read the spec of ${base.says} (${why}). Set a later revision with --base.`,
      );
    });
    const [diff] = diffAll([[before, await readRevision(join(root, "spec"))]], packages);
    return diff as Diff;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* report(base: Base, { verdict, changes }: Diff, needs: readonly Bump[]): Generator<string> {
  yield `The spec since ${base.says}: ${verdict}`;
  for (const { where, what, verdict } of changes) yield `  ${where}: ${what}: ${verdict}`;
  if (verdict === "none") return;
  for (const { name, needed, given, enough } of needs)
    yield `${name}: ${needed}; the changesets say ${given}${enough ? "" : ", which is too little"}`;
}

/** Writes the missing changeset. @returns whether one was missing */
function write(root: string, diff: Diff, needs: readonly Bump[], { err }: Printer): boolean {
  const written = writeChangeset(root, diff, needs);
  err(
    written
      ? `Wrote ${written}. Read it as a user would, and improve the wording.`
      : "Nothing to write: the changesets are sufficient.",
  );
  return written !== undefined;
}

function* advice(lacking: readonly Bump[], { base }: Options): Generator<string> {
  const [unproven, proven] = [true, false].map((is) =>
    lacking.filter(({ needed }) => (needed === "unproven") === is),
  ) as [Bump[], Bump[]];
  if (unproven.length > 0)
    yield `The gate can't prove what a change means for users of ${unproven.map(({ name }) => name).join(", ")}. Read the change, and say so in a changeset.`;
  for (const { name, needed, given } of proven)
    yield `${name} needs a ${needed} bump, but gets ${given === "none" ? "none" : `a ${given} one`}.`;
  if (proven.length > 0) yield `To write the changeset: npm run spec:diff -- ${base ? `--base ${base} ` : ""}--write`;
}
