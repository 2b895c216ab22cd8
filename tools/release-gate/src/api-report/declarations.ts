// The declarations of one entry point in full: each export under a heading, then what they are made of.
import type { Declared, Exported, Surface } from "./surface.ts";

export interface Entry extends Surface {
  /** As it is imported: `@cdn-export/client/node`. */
  name: string;
  /** As `package.json` names it: `./node`. */
  path: string;
}

export function declarationsOf(entry: Entry): string[] {
  return [
    ...[`## ${entryHeading(entry)}`, ""],
    ...entry.exported.flatMap((item) => [`### ${declarationHeading(entry, item)}`, "", ...block([item])]),
    ...(entry.inner.length > 0 ? [`### ${innerHeading(entry)}`, "", ...block(entry.inner)] : []),
  ];
}

/** As they come in the file. */
export function declarationHeadings(entry: Entry): string[] {
  return [
    entryHeading(entry),
    ...entry.exported.map((item) => declarationHeading(entry, item)),
    ...(entry.inner.length > 0 ? [innerHeading(entry)] : []),
  ];
}

/** Unlike those of other entries, which may export the same name. */
export function declarationHeading({ path }: Entry, { name }: Exported): string {
  return path === "." ? `\`${name}\`` : `\`${name}\` from \`${path}\``;
}

function entryHeading({ name }: Entry): string {
  return `Declarations of \`${name}\``;
}

function innerHeading({ name }: Entry): string {
  return `Not exported by \`${name}\`, but part of its declarations`;
}

function block(declared: readonly Declared[]): string[] {
  return ["```ts", declared.map(({ text }) => text).join("\n\n"), "```", ""];
}
