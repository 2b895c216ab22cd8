// The table of contents of one entry point: its exports by kind, each with the first sentence of its docs.
import { declarationHeading, type Entry } from "./declarations.ts";
import { KINDS } from "./kinds.ts";
import type { Exported } from "./surface.ts";

export function contentsOf(entry: Entry, anchors: ReadonlyMap<string, string>): string[] {
  const line = (item: Exported) =>
    `- [\`${item.label}\`](#${anchors.get(declarationHeading(entry, item))}): ${item.summary ?? "(no docs)"}`;
  return [
    ...[`## ${entryHeading(entry)}`, ""],
    ...groupsOf(entry).flatMap(({ kind, items }) => [`### ${kind}`, "", ...items.map(line), ""]),
  ];
}

/** As they come in the file. */
export function contentsHeadings(entry: Entry): string[] {
  return [entryHeading(entry), ...groupsOf(entry).map(({ kind }) => kind)];
}

function entryHeading({ name, exported }: Entry): string {
  return `\`${name}\`: ${exported.length} ${exported.length === 1 ? "export" : "exports"}`;
}

function groupsOf({ exported }: Entry): { kind: string; items: Exported[] }[] {
  return KINDS.map((kind) => ({ kind, items: exported.filter((item) => item.kind === kind) })).filter(
    ({ items }) => items.length > 0,
  );
}
