// The public surface of a package as a file that is committed: whoever changes it, shows it.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { surfaceOf } from "./surface.ts";

interface Manifest {
  name: string;
  exports: Record<string, string | { types: string }>;
  bin?: Record<string, string>;
}

/** The report of the package in a directory, whose `dist` is built. */
export function reportOf(directory: string): string {
  const manifest = JSON.parse(readFileSync(join(directory, "package.json"), "utf8")) as Manifest;
  const entries = Object.entries(manifest.exports).flatMap(([entry, target]) =>
    typeof target === "string" ? [] : [{ entry, file: resolve(directory, target.types) }],
  );
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, noEmit: true, types: ["node"] },
  );
  const files = Object.entries(manifest.exports).flatMap(([entry, target]) =>
    typeof target === "string" && entry !== "./package.json" ? [entry] : [],
  );
  return [
    `# The public surface of \`${manifest.name}\``,
    "",
    "Written by `npm run api:report`. Not to be edited: what differs here from the last release, differs for users.",
    "",
    ...(files.length > 0 ? [`Files: ${files.map((entry) => `\`${entry}\``).join(", ")}.`, ""] : []),
    ...(manifest.bin
      ? [
          `Programs: ${Object.keys(manifest.bin)
            .map((name) => `\`${name}\``)
            .join(", ")}.`,
          "",
        ]
      : []),
    ...entries.flatMap(({ entry, file }) => section(program, manifest.name, entry, file, directory)),
  ].join("\n");
}

function section(program: ts.Program, name: string, entry: string, file: string, directory: string): string[] {
  const { exported, inner } = surfaceOf(program, file, resolve(directory));
  const block = (surface: [string, string][]) => ["```ts", surface.map(([, text]) => text).join("\n\n"), "```", ""];
  return [
    `## \`${name}${entry.slice(1)}\``,
    "",
    ...block(exported),
    ...(inner.length > 0 ? ["Not exported, but a part of it:", "", ...block(inner)] : []),
  ];
}
