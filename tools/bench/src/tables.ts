// results.json -> the tables between the markers in README.md and README.zh-CN.md.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inChinese } from "./chinese.ts";
import { show } from "./figure.ts";
import { ON_REQUEST } from "./programs.ts";
import { type Origin, type Result, readResults } from "./results.ts";

const MARKED = /(<!-- figures -->\n)[\s\S]*?(<!-- \/figures -->)/;

interface Words {
  translate(result: Result): Result;
  head: readonly string[];
  none: string;
  /** Where and when most figures were measured. */
  most(origin: Origin): string;
  /** The same for figures that were not measured along with them. */
  others(origin: Origin, programs: string, figures: readonly string[]): string;
}

const READMES: Record<string, Words> = {
  "README.md": {
    translate: (result) => result,
    head: ["figure", "measured", "against", "detail"],
    none: "-",
    most: ({ date, machine, node }) =>
      `Measured on ${date}, ${machine}, Node ${node}, by \`npm run bench\`; a shared machine, so read the ratios.`,
    others: ({ date, machine, node }, programs, figures) =>
      `Measured on ${date}, ${machine}, Node ${node}, by \`npm run bench -- ${programs}\`: ${figures.join("; ")}.`,
  },
  "README.zh-CN.md": {
    translate: inChinese,
    head: ["指标", "实测", "对照", "说明"],
    none: "-",
    most: ({ date, machine, node }) =>
      `测量于 ${date}，${cores(machine)}，Node ${node}，命令 \`npm run bench\`；机器为共享环境，请以比值为准。`,
    others: ({ date, machine, node }, programs, figures) =>
      `测量于 ${date}，${cores(machine)}，Node ${node}，命令 \`npm run bench -- ${programs}\`：${figures.join("；")}。`,
  },
};

/** Writes the tables. */
export function writeTables(): void {
  for (const { file, text, table } of tables())
    writeFileSync(
      file,
      text.replace(MARKED, (_, begin, end) => begin + table + end),
    );
}

/** A table that is not what results.json gives. */
export interface Stale {
  /** The README. */
  name: string;
  /** The figures that it tells otherwise; none where it only has more than these. */
  figures: Result[];
}

export function staleTables(): Stale[] {
  return tables()
    .filter(({ text, table }) => !text.includes(`<!-- figures -->\n${table}<!-- /figures -->`))
    .map(({ name, text, lines }) => {
      const written = new Set(text.split("\n"));
      return { name, figures: lines.filter((line) => !written.has(line.text)).flatMap(({ figures }) => figures) };
    });
}

/** A line of a table, or below it, and what it tells of. */
interface Line {
  text: string;
  figures: readonly Result[];
}

function tables(): { name: string; file: string; text: string; table: string; lines: Line[] }[] {
  const results = readResults();
  return Object.entries(READMES).map(([name, words]) => {
    const file = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
    const lines = linesOf(results, words);
    const table = lines.map(({ text }) => `${text}\n`).join("");
    return { name, file, text: readFileSync(file, "utf8"), table, lines };
  });
}

function linesOf(results: readonly Result[], { translate, head, none, most, others }: Words): Line[] {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const empty = { text: "", figures: [] };
  return [
    { text: row(head), figures: [] },
    { text: row(head.map(() => "---")), figures: [] },
    ...results.map((result) => {
      const { what, rival, detail } = translate(result);
      return { text: row([what, show(result), rival ?? none, detail]), figures: [result] };
    }),
    ...byOrigin(results).flatMap(([origin, figures], index): Line[] => {
      const programs = [...new Set(figures.map(({ program }) => program))].join(" ");
      const names = figures.map((figure) => translate(figure).what);
      return [empty, { text: index === 0 ? most(origin) : others(origin, programs, names), figures }];
    }),
  ];
}

/** Figures that were measured on one day on one machine by one command; the most of them first. */
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

/** `2 cores, NAME` */
function cores(machine: string): string {
  return machine.replace(/^(\d+) cores, /, "$1 核 ");
}
