import { CASES, STEPS } from "./cases.ts";
import { LANGUAGES, type Language } from "./languages.ts";
import { INSTALL, RECIPE, type Results } from "./try-language.ts";

/** A cell of the table under "What each SDK reports" in docs/languages.md. */
export type Documented = (language: Language, name: string) => string | undefined;

/** Reads the table of a document. Its first column has the names of the cases, its first row the languages. */
export function readTable(document: string): Documented {
  const lines = document.split("\n").map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  const head = lines.find((cells) => cells[0] === "case") ?? [];
  return (language, name) =>
    lines.find((cells) => cells.length === head.length && cells[0] === name)?.[head.indexOf(language)];
}

const ROWS = [INSTALL, ...STEPS.map(([step]) => step), ...CASES.map(({ name }) => name), RECIPE];

/** Draws the steps of every language: ok, FAILED, or a dash for a step that wasn't run. */
export function drawTable(all: ReadonlyMap<Language, Results>): string {
  const cell = (language: Language, row: string) => {
    const result = all.get(language)?.get(row);
    if (result === undefined) return "-";
    if (!result.ok) return "FAILED";
    return row === INSTALL ? `ok ${result.text}` : "ok";
  };
  const rows = [
    ["step", ...LANGUAGES],
    ...ROWS.map((row) => [row, ...LANGUAGES.map((language) => cell(language, row))]),
  ];
  const widths = ["step", ...LANGUAGES].map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0)));
  return rows
    .map((cells) =>
      cells
        .map((text, i) => text.padEnd(widths[i] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
