// The sources of our packages as one compiler program.
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

export const ROOT: string = join(import.meta.dirname, "../../../..");
const PACKAGES = ["api", "signer", "rows", "client", "sync", "fleet"];

/** The signer's verifier copies the gateway's texts, and the table of columns has headings. */
const IGNORED = /signer\/src\/verify\/|api\/src\/chinese|rows\/src\/columns/;

type Call = ts.CallExpression | ts.NewExpression;

export interface Sources {
  files: readonly ts.SourceFile[];
  checker: ts.TypeChecker;
  /** The calls of a function in all sources. */
  callsOf(declaration: ts.Node): readonly Call[];
}

export function readSources(): Sources {
  const names = PACKAGES.flatMap((name) => globSync(`packages/${name}/src/**/*.ts`, { cwd: ROOT }));
  const paths = [...names.filter((name) => !IGNORED.test(name)), "spec/rules.ts"].map((name) => join(ROOT, name));
  const program = ts.createProgram(paths, {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    skipLibCheck: true,
    types: ["node"],
    typeRoots: [join(ROOT, "packages/api/node_modules/@types")],
    baseUrl: ROOT,
    paths: sourcesOfImports(),
  });
  const checker = program.getTypeChecker();
  const files = paths.map((path) => program.getSourceFile(path)).filter((file) => file !== undefined);
  const calls = callsByFunction(files, checker);
  return { files, checker, callsOf: (declaration) => calls.get(declaration) ?? [] };
}

/** Imports between packages resolve to sources instead of declarations, which contain no messages. */
function sourcesOfImports(): Record<string, string[]> {
  const imports = PACKAGES.flatMap((name) => {
    const { exports } = JSON.parse(readFileSync(join(ROOT, `packages/${name}/package.json`), "utf8"));
    return Object.entries<{ default?: string }>(exports).map(([key, value]) => {
      const entry = sourceOf(name, key, value.default);
      return [`@cdn-export/${name}${key.slice(1)}`, entry === undefined ? [] : [entry]] as const;
    });
  });
  return Object.fromEntries(
    imports.filter(([, entries]) => entries.length > 0).map(([key, [entry = ""]]) => [key, [entry]]),
  );
}

function sourceOf(name: string, key: string, built = ""): string | undefined {
  if (name === "api" && key === ".") return "packages/api/generated/types.ts";
  if (name === "api" && key === "./rules") return "spec/rules.ts";
  const base = built.replace("./dist/", "").replace(/\.js$/, "");
  const places = [`src/${base}.ts`, `src/${base}/index.ts`, `generated/${base}.ts`];
  return places.map((place) => `packages/${name}/${place}`).find((path) => existsSync(join(ROOT, path)));
}

function callsByFunction(files: readonly ts.SourceFile[], checker: ts.TypeChecker): Map<ts.Node, Call[]> {
  const found = new Map<ts.Node, Call[]>();
  for (const file of files)
    visit(file, (node) => {
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return;
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (declaration) found.set(declaration, [...(found.get(declaration) ?? []), node]);
    });
  return found;
}

/** Calls `each` with a node and all nodes in it. */
export function visit(node: ts.Node, each: (node: ts.Node) => void): void {
  each(node);
  ts.forEachChild(node, (child) => visit(child, each));
}
