// results.json -> the tables between the markers in README.md and README.zh-CN.md.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Figure, Results } from "./figure.ts";

export const RESULTS: string = fileURLToPath(new URL("../results.json", import.meta.url));

const MARKED = /(<!-- figures -->\n)[\s\S]*?(<!-- \/figures -->)/;
const WORDS = {
  "README.md": {
    head: ["figure", "measured", "against", "detail"],
    none: "-",
    told: (r: Results) =>
      `Measured on ${r.date}, ${r.machine}, Node ${r.node}, by \`npm run bench\`; a shared machine, so read the ratios.`,
  },
  "README.zh-CN.md": {
    head: ["指标", "实测", "对照", "说明"],
    none: "-",
    told: (r: Results) =>
      `测量于 ${r.date}，${r.machine}，Node ${r.node}，命令 \`npm run bench\`；机器为共享环境，请以比值为准。`,
  },
};

/** The readable value of a figure. */
export function show({ value, unit }: Figure): string {
  if (unit === "x") return `${value.toFixed(2)} x`;
  if (unit === "s") return `${value.toFixed(1)} s`;
  if (unit === "packages" || unit === "windows") return String(value);
  return `${Math.round(value).toLocaleString("en")} ${unit}`;
}

/** Writes the tables. */
export function writeTables(): void {
  for (const [file, text] of readmes())
    writeFileSync(
      file,
      text.replace(MARKED, (_, begin, end) => begin + table(file) + end),
    );
}

/** The files whose table is not what results.json gives. */
export function staleTables(): string[] {
  return readmes()
    .filter(([file, text]) => !text.match(MARKED)?.[0].includes(`\n${table(file)}<!-- /figures -->`))
    .map(([file]) => file);
}

function readmes(): [string, string][] {
  return Object.keys(WORDS)
    .map((name) => fileURLToPath(new URL(`../../../${name}`, import.meta.url)))
    .filter(existsSync)
    .map((file) => [file, readFileSync(file, "utf8")]);
}

function table(file: string): string {
  const results = JSON.parse(readFileSync(RESULTS, "utf8")) as Results;
  const words = WORDS[file.endsWith("zh-CN.md") ? "README.zh-CN.md" : "README.md"];
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    row(words.head),
    row(words.head.map(() => "---")),
    ...results.figures.map((figure) => row([figure.what, show(figure), figure.rival ?? words.none, figure.detail])),
    "",
    words.told(results),
    "",
  ].join("\n");
}
