// The public surface of a package as a file that is committed, so that a review sees each change of it.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import GithubSlugger from "github-slugger";
import ts from "typescript";
import { KINDS } from "./kinds.ts";
import { type Declared, type Exported, type Surface, surfaceOf } from "./surface.ts";

interface Manifest {
  name: string;
  exports: Record<string, string | { types: string }>;
  bin?: Record<string, string>;
}

interface Entry extends Surface {
  /** As it is imported: `@cdn-export/client/node`. */
  name: string;
  /** As `package.json` names it: `./node`. */
  path: string;
}

export interface Report {
  text: string;
  /** Exports and members of exports without docs. */
  undocumented: string[];
}

/** Returns the report of the package in a directory, whose `dist` is built. */
export function reportOf(directory: string): Report {
  const { name, exports, bin = {} } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
  const typed = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "string" ? [] : [{ path, file: resolve(directory, target.types) }],
  );
  const files = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "string" && path !== "./package.json" ? [path] : [],
  );
  const program = programOf(typed.map(({ file }) => file));
  const entries = typed.map(({ path, file }): Entry => {
    return { path, name: name + path.slice(1), ...surfaceOf(program, file, resolve(directory)) };
  });
  const declarations = entries.flatMap(declarationsOf);
  const lines = [
    `# The public surface of \`${name}\``,
    "",
    "`npm run api:report` writes this file; don't edit it. If a declaration differs from the last release, users see a change.",
    "",
    ...list("Files", files),
    ...list("Programs", Object.keys(bin)),
    ...withLinks(entries.flatMap(contentsOf), declarations),
    ...declarations,
  ];
  const undocumented = entries.flatMap(({ exported }) => exported.flatMap((item) => item.undocumented));
  return { text: lines.join("\n"), undocumented: [...new Set(undocumented)] };
}

function list(what: string, names: readonly string[]): string[] {
  return names.length > 0 ? [`${what}: ${names.map((name) => `\`${name}\``).join(", ")}.`, ""] : [];
}

/** The exports by kind, each with the first sentence of its docs and its heading as a link. */
function contentsOf(entry: Entry): string[] {
  const { name, exported } = entry;
  const groups = KINDS.map((kind) => ({ kind, items: exported.filter((item) => item.kind === kind) }));
  return [
    ...[`## \`${name}\`: ${exported.length} ${exported.length === 1 ? "export" : "exports"}`, ""],
    ...groups.flatMap(({ kind, items }) => {
      const lines = items.map((item) => {
        return `- [\`${item.label}\`](#${headingOf(entry, item)}): ${item.summary ?? "(no docs)"}`;
      });
      return items.length > 0 ? [`### ${kind}`, "", ...lines, ""] : [];
    }),
  ];
}

/** Replaces the headings in links by their anchors, which GitHub numbers in the order of the file. */
function withLinks(contents: readonly string[], declarations: readonly string[]): string[] {
  const slugger = new GithubSlugger();
  const headings = [...contents, ...declarations].flatMap((line) => /^#+ (.*)/.exec(line)?.[1] ?? []);
  const anchors = new Map(headings.map((heading) => [heading, slugger.slug(heading)]));
  return contents.map((line) => line.replace(/\]\(#([^)]+)\)/, (_, heading: string) => `](#${anchors.get(heading)})`));
}

/** Each export under a heading, then the types that the exports are made of. */
function declarationsOf(entry: Entry): string[] {
  const { name, exported, inner } = entry;
  return [
    ...[`## Declarations of \`${name}\``, ""],
    ...exported.flatMap((item) => [`### ${headingOf(entry, item)}`, "", ...block([item])]),
    ...(inner.length > 0 ? [`### Not exported by \`${name}\`, but part of its declarations`, "", ...block(inner)] : []),
  ];
}

/** Differs between entries, which may export the same name. */
function headingOf({ path }: Entry, { name }: Exported): string {
  return path === "." ? `\`${name}\`` : `\`${name}\` from \`${path}\``;
}

function block(declared: readonly Declared[]): string[] {
  return ["```ts", declared.map(({ text }) => text).join("\n\n"), "```", ""];
}

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  strict: true,
  noEmit: true,
  types: ["node"],
};

/** Reading the types of the language and of Node takes most of the time, so all packages share them. */
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
