// The public surface of a package as a file that is committed: whoever changes it, shows it.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { anchorsOf } from "./anchors.ts";
import { contentsHeadings, contentsOf } from "./contents.ts";
import { declarationHeadings, declarationsOf } from "./declarations.ts";
import { surfaceOf } from "./surface.ts";

interface Manifest {
  name: string;
  exports: Record<string, string | { types: string }>;
  bin?: Record<string, string>;
}

/** The report of the package in a directory, whose `dist` is built. */
export function reportOf(directory: string): string {
  const { name, exports, bin = {} } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
  const typed = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "string" ? [] : [{ path, file: resolve(directory, target.types) }],
  );
  const files = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "string" && path !== "./package.json" ? [path] : [],
  );
  const program = programOf(typed.map(({ file }) => file));
  const entries = typed.map(({ path, file }) => ({
    path,
    name: name + path.slice(1),
    ...surfaceOf(program, file, resolve(directory)),
  }));
  const title = `The public surface of \`${name}\``;
  const anchors = anchorsOf([title, ...entries.flatMap(contentsHeadings), ...entries.flatMap(declarationHeadings)]);
  return [
    `# ${title}`,
    "",
    "`npm run api:report` writes this file; don't edit it. If a declaration differs from the last release, users see a change.",
    "",
    ...list("Files", files),
    ...list("Programs", Object.keys(bin)),
    ...entries.flatMap((entry) => contentsOf(entry, anchors)),
    ...entries.flatMap(declarationsOf),
  ].join("\n");
}

function list(what: string, names: readonly string[]): string[] {
  return names.length > 0 ? [`${what}: ${names.map((name) => `\`${name}\``).join(", ")}.`, ""] : [];
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  types: ["node"],
};

/** Most of the time goes into the types of the language and of Node: they are read once for all packages. */
const libraries = new Map<string, ts.SourceFile | undefined>();

function programOf(files: readonly string[]): ts.Program {
  const host = ts.createCompilerHost(OPTIONS);
  const { getSourceFile } = host;
  host.getSourceFile = (name, ...rest) => {
    if (!name.includes("/node_modules/")) return getSourceFile(name, ...rest);
    if (!libraries.has(name)) libraries.set(name, getSourceFile(name, ...rest));
    return libraries.get(name);
  };
  return ts.createProgram(files, OPTIONS, host);
}
