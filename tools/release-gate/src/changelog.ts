// The changelog entry for changes of the spec, in users' words.
import type { Change } from "./change.ts";

const HEADINGS = {
  major: "The API has changed in a way that breaks callers:",
  minor: "The API can do more:",
  patch: "The API is described better:",
} as const;

export function changelog(changes: readonly Change[]): string {
  const relevant = changes.filter(({ verdict }) => verdict !== "none" && verdict !== "unproven");
  const [worst] = relevant;
  if (!worst || worst.verdict === "none" || worst.verdict === "unproven") return "";
  const sentences = [...new Set(relevant.map((change) => sentence(change)))];
  return sentences.length === 1
    ? String(sentences[0])
    : [HEADINGS[worst.verdict], "", ...sentences.map((line) => `- ${line}`)].join("\n");
}

function sentence({ verdict, sentence }: Change): string {
  if (verdict !== "major") return sentence;
  // A word at the start becomes lowercase, an identifier such as `createExportTask` keeps its case.
  return `Breaking: ${/^[A-Z][a-z]+ /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence}`;
}

/** A file name made from the worst change, so that it's the same in every run. */
export function slug([change]: readonly Change[]): string {
  const text = change ? `${change.where} ${change.what}` : "nothing";
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replaceAll(/^-|-$/g, "");
}
