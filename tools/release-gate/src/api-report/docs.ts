// What the docs of a declaration say, in one sentence.
import ts from "typescript";
import { CODE_SPAN, firstSentence } from "./first-sentence.ts";

/** Markdown on one line; `undefined` without docs. Of overloads, the first that has docs counts. */
export function summaryOf({ declarations = [] }: ts.Symbol): string | undefined {
  for (const declaration of declarations) {
    const docs = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc).at(-1);
    const sentence = firstSentence(textOf(docs?.comment));
    if (sentence !== "") return forReport(sentence);
  }
  return undefined;
}

function textOf(comment: ts.JSDoc["comment"]): string {
  if (comment === undefined || typeof comment === "string") return comment ?? "";
  return comment.map((part) => (part.kind === ts.SyntaxKind.JSDocText ? part.text : linkText(part))).join("");
}

/** As an editor shows it: `{@link name text}` reads as its text, and `{@link name}` as the name. */
function linkText({ name, text }: ts.JSDocLink | ts.JSDocLinkCode | ts.JSDocLinkPlain): string {
  const target = name?.getText() ?? "";
  // The compiler splits an address after its scheme.
  const address = /^:\/\/[^\s|]*/.exec(text)?.[0] ?? "";
  const label = text
    .slice(address.length)
    .replace(/^[\s|]+/, "")
    .trim();
  if (label !== "") return label;
  return address !== "" ? target + address : `\`${target}\``;
}

const RELATIVE_LINK = /\[(?<label>[^\]]*)\]\((?![a-z][a-z\d+.-]*:)[^)]*\)/i;
const NOT_FOR_REPORT = new RegExp(`${CODE_SPAN.source}|${RELATIVE_LINK.source}|<`, "gi");

/** Outside code, a link relative to the source file leads nowhere from the report, and `<` would begin HTML. */
function forReport(sentence: string): string {
  return sentence.replaceAll(NOT_FOR_REPORT, (found, _ticks, label: string | undefined) =>
    found === "<" ? "\\<" : (label ?? found),
  );
}
