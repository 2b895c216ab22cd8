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

/** The READMEs whose table is not what results.json gives. */
export function staleTables(): string[] {
  return tables()
    .filter(({ text, table }) => !text.includes(`<!-- figures -->\n${table}<!-- /figures -->`))
    .map(({ name }) => name);
}

function tables(): { name: string; file: string; text: string; table: string }[] {
  const results = readResults();
  return Object.entries(READMES).map(([name, words]) => {
    const file = fileURLToPath(new URL(`../../../${name}`, import.meta.url));
    const table = tableOf(results.map(words.translate), words);
    return { name, file, text: readFileSync(file, "utf8"), table };
  });
}

function tableOf(results: readonly Result[], { head, none, most, others }: Words): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(head),
    row(head.map(() => "---")),
    ...results.map((result) => row([result.what, show(result), result.rival ?? none, result.detail])),
    "",
    ...byOrigin(results).map(([origin, group], index) => {
      const programs = [...new Set(group.map(({ program }) => program))].join(" ");
      const figures = group.map(({ what }) => what);
      return index === 0 ? `${most(origin)}\n` : `${others(origin, programs, figures)}\n`;
    }),
  ].join("\n");
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
