// The recipes of docs/warehouse.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const text = readFileSync(join(import.meta.dirname, "../../../docs/warehouse.md"), "utf8");

export interface Block {
  language: string;
  code: string;
}

/** The programs of a section, in their order. */
export function blocksOf(section: string): readonly Block[] {
  const [, content = ""] = text.split(new RegExp(`^## ${section}$`, "m"));
  const [own = ""] = content.split(/^## /m);
  return [...own.matchAll(/^```(sh|sql|python)\n(.*?)^```$/gms)].map(([, language = "", code = ""]) => ({
    language,
    code,
  }));
}

/** The headings of the sections. */
export const SECTIONS: readonly string[] = [...text.matchAll(/^## (.*)$/gm)].map(([, title = ""]) => title);
