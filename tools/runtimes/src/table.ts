// results.json -> the table in the signer's README.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The latest result of the suite in one runtime. */
export interface Row {
  readonly name: string;
  readonly version: string;
  readonly passed: number;
  readonly failed: number;
}

const RESULTS = path("../results.json");
const README = path("../../../packages/signer/README.md");
const BETWEEN = /(<!-- runtimes -->\n).*?(<!-- \/runtimes -->)/s;

export function readRows(): Row[] {
  return JSON.parse(readFileSync(RESULTS, "utf8")) as Row[];
}

export function writeRows(rows: readonly Row[]): void {
  const lines = rows.map(
    (row) =>
      `  ${JSON.stringify(row)
        .replaceAll(/([{,:])(?=["\d])/g, "$1 ")
        .replace("}", " }")}`,
  );
  writeFileSync(RESULTS, `[\n${lines.join(",\n")}\n]\n`);
  writeFileSync(README, withTable(rows));
}

export function tableOf(rows: readonly Row[]): string {
  return [
    "| runtime | version | contract suite |",
    "| --- | --- | --- |",
    ...rows.map(({ name, version, passed, failed }) => {
      const failures = failed > 0 ? `, **${failed} failed**` : "";
      return `| ${name} | ${version} | ${passed} passed${failures} |`;
    }),
  ].join("\n");
}

/** Whether the README matches results.json. */
export function isWritten(rows: readonly Row[]): boolean {
  return readFileSync(README, "utf8") === withTable(rows);
}

function withTable(rows: readonly Row[]): string {
  const readme = readFileSync(README, "utf8");
  return readme.replace(BETWEEN, (_, begin: string, end: string) => `${begin}\n${tableOf(rows)}\n\n${end}`);
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
