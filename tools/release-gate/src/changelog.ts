// The changelog's entry for a change of the spec, in a user's words.
import type { Change } from "./change.ts";

const HEADINGS = {
  major: "The API has changed in a way that breaks callers:",
  minor: "The API can do more:",
  patch: "The API is described better:",
} as const;

export function changelog(changes: readonly Change[]): string {
  const told = changes.filter(({ verdict }) => verdict !== "none");
  const [worst] = told;
  if (!worst || worst.verdict === "none") return "";
  const sentences = [...new Set(told.map((change) => sentence(change)))];
  return sentences.length === 1
    ? String(sentences[0])
    : [HEADINGS[worst.verdict], "", ...sentences.map((line) => `- ${line}`)].join("\n");
}

function sentence({ verdict, sentence }: Change): string {
  if (verdict !== "major") return sentence;
  // `createExportTask` keeps its case, a word at the start does not.
  return `Breaking: ${/^[A-Z][a-z]+ /.test(sentence) ? sentence.charAt(0).toLowerCase() + sentence.slice(1) : sentence}`;
}

/** A file name made of the worst change: the same in every run. */
export function slug([change]: readonly Change[]): string {
  const text = change ? `${change.where} ${change.what}` : "nothing";
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 60)
    .replaceAll(/^-|-$/g, "");
}
