// Writes results.json into the table in docs/performance.md and the sizes in the READMEs, between markers.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { show } from "./figure.ts";
import { ON_REQUEST } from "./programs.ts";
import { type Origin, type Result, readResults } from "./results.ts";

/** The texts between markers, with the figures of each line. */
const PLACES: readonly { name: string; marker: string; write(results: readonly Result[]): Line[] }[] = [
  { name: "docs/performance.md", marker: "figures", write: tableOf },
  { name: "README.md", marker: "sizes", write: sizesOf },
  { name: "README.zh-CN.md", marker: "sizes", write: sizesOf },
];

/** Writes the figures into the documents. */
export function writeTables(): void {
  for (const { file, text, marked, expected } of places())
    writeFileSync(
      file,
      text.replace(marked, () => expected),
    );
}

/** A document that differs from results.json. */
export interface Stale {
  name: string;
  /** The figures that it shows differently. Empty if the document only has additional lines. */
  figures: Result[];
}

export function staleTables(): Stale[] {
  return places()
    .filter(({ text, expected }) => !text.includes(expected))
    .map(({ name, text, lines }) => {
      const written = new Set(text.split("\n"));
      return { name, figures: lines.filter((line) => !written.has(line.text)).flatMap(({ figures }) => figures) };
    });
}

function places() {
  const results = readResults();
  return PLACES.map(({ name, marker, write }) => {
    const file = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
    const lines = write(results);
    const expected = `<!-- ${marker} -->${lines.map(({ text }) => text).join("\n")}<!-- /${marker} -->`;
    const marked = new RegExp(`<!-- ${marker} -->[\\s\\S]*?<!-- /${marker} -->`);
    return { name, file, text: readFileSync(file, "utf8"), marked, expected, lines };
  });
}

/** A line with the figures that it shows. */
interface Line {
  text: string;
  figures: readonly Result[];
}

function tableOf(results: readonly Result[]): Line[] {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const empty = { text: "", figures: [] };
  const head = ["figure", "measured", "against", "detail"];
  return [
    empty,
    { text: row(head), figures: [] },
    { text: row(head.map(() => "---")), figures: [] },
    ...results.map((result) => ({
      text: row([result.what, show(result), result.rival ?? "-", result.detail]),
      figures: [result],
    })),
    ...byOrigin(results).flatMap(([{ date, machine, node }, figures], index): Line[] => {
      const programs = [...new Set(figures.map(({ program }) => program))].join(" ");
      const origin = `Measured on ${date}, ${machine}, Node ${node}, by`;
      const text =
        index === 0
          ? `${origin} \`npm run bench\`; a shared machine, so read the ratios.`
          : `${origin} \`npm run bench -- ${programs}\`: ${figures.map(({ what }) => what).join("; ")}.`;
      return [empty, { text, figures }];
    }),
    empty,
  ];
}

/** `9.6 / 26.2 kB`: the client at first import, and everything that one export loads. */
function sizesOf(results: readonly Result[]): Line[] {
  const figures = ["size-client", "size-client-job"].flatMap(
    (name) => results.find((result) => result.name === name) ?? [],
  );
  return [{ text: `${figures.map(({ value }) => (value / 1000).toFixed(1)).join(" / ")} kB`, figures }];
}

/** Groups figures by date, machine and command. The largest group comes first. */
function byOrigin(results: readonly Result[]): [Origin, Result[]][] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const key = [result.date, result.machine, result.node, ON_REQUEST.has(result.program)].join();
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()]
    .sort((a, b) => b.length - a.length)
    .flatMap((group): [Origin, Result[]][] => (group[0] ? [[group[0], group]] : []));
}
