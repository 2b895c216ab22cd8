// The first sentence of a declaration's docs.
import ts from "typescript";

/** Code, links, addresses and parentheses: a full stop in them doesn't end a sentence. */
const OPAQUE = /(`+)(?!`).*?(?<!`)\1(?!`)|\[[^\]]*\]\([^)]*\)|\([^()]*\)|\b[a-z]+:\/\/\S*\w/g;
/** Not after an abbreviation, and not before a lowercase letter. */
const END = /(?<!\b(?:e\.g|i\.e|vs|cf))[.!?]["*)]*(?=\s(?!\p{Ll})|$)/u;
/** A blank line, a list or a code block ends the first paragraph. */
const PARAGRAPH_END = /\r?\n\s*(?:\r?\n|- |`{3})/;

/** Markdown on one line; `undefined` without docs. The first overload that has docs counts. */
export function summaryOf({ declarations = [] }: ts.Symbol): string | undefined {
  for (const declaration of declarations) {
    const docs = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc).at(-1);
    const text = (ts.getTextOfJSDocComment(docs?.comment) ?? "")
      // As an editor shows it: the text of a link, or else the name.
      .replaceAll(/\{@link (\S+?)(?:[\s|]+([^}]+))?\}/g, (_, name: string, text?: string) => text ?? `\`${name}\``);
    const sentence = firstSentence(text);
    if (sentence !== "") return sentence;
  }
  return undefined;
}

/** On one line, with its Markdown. */
export function firstSentence(markdown: string): string {
  const [first = ""] = markdown.trim().split(PARAGRAPH_END);
  const paragraph = first.replaceAll(/\s+/g, " ").trim();
  const end = END.exec(paragraph.replaceAll(OPAQUE, (text) => "X".repeat(text.length)));
  return paragraph.slice(0, end ? end.index + end[0].length : undefined);
}
