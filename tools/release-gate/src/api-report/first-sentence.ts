// The first sentence of a docblock, which is Markdown.

/** On one line, between any number of backticks. */
export const CODE_SPAN: RegExp = /(`+)(?!`).*?(?<!`)\1(?!`)/g;

const FENCE = /^\s*(`{3,}|~{3,})/;
const LIST_ITEM = /^\s*(?:[-*+]|\d+[.)])\s+/;
/** What ends a paragraph without a blank line: only a list that begins with 1 may interrupt a sentence. */
const INTERRUPTION = /^\s*(?:(?:[-*+]|1[.)])\s|#{1,6}\s|>|\||`{3,}|~{3,})/;
const MARKER = /^\s*(?:[-*+]\s+|\d+[.)]\s+|#{1,6}\s+|>\s?)/;

/** On one line, with its Markdown; empty if there is no text. */
export function firstSentence(markdown: string): string {
  const paragraph = firstParagraph(markdown.split(/\r?\n/)).replaceAll(/\s+/g, " ").trim();
  return paragraph.slice(0, endOfSentence(paragraph));
}

/** The first block that is text, not a program: a paragraph, a heading, or the first item of a list. */
function firstParagraph(lines: readonly string[]): string {
  const start = firstLineOfText(lines);
  const first = lines[start];
  if (first === undefined) return "";
  if (/^\s*#{1,6}\s/.test(first)) return first.replace(MARKER, "").replace(/\s+#+\s*$/, "");
  const rest = lines.slice(start + 1);
  const isItem = LIST_ITEM.test(first);
  const end = rest.findIndex(
    (line) => line.trim() === "" || INTERRUPTION.test(line) || (isItem && LIST_ITEM.test(line)),
  );
  return [first.replace(MARKER, ""), ...rest.slice(0, end < 0 ? undefined : end)].join("\n");
}

function firstLineOfText(lines: readonly string[]): number {
  let fence: string | undefined;
  return lines.findIndex((line) => {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined;
      return false;
    }
    fence = mark;
    return mark === undefined && line.replace(MARKER, "").trim() !== "";
  });
}

/** Before a lowercase letter a full stop belongs to an abbreviation. */
const END = /([.!?]+)["'”’)\]*_]*(?=\s(?!\p{Ll})|$)|[。！？][”’」』）]*/gu;
/** Also before a capital letter or a digit: `e.g. Node`. */
const ABBREVIATION = /(?<![\p{L}\p{N}])(?:(?:\p{L}\.)+\p{L}|vs|cf|approx|ca|incl|resp|viz)$/iu;
/** Only before a digit: `No. 5`. */
const BEFORE_NUMBER = /(?<![\p{L}\p{N}])(?:no|nos|fig|sec|ch|pp?)$/iu;

function endOfSentence(paragraph: string): number {
  const text = withoutInnerStops(paragraph);
  for (const { 0: end, 1: stop, index } of text.matchAll(END)) {
    const [before, after] = [text.slice(0, index), text.slice(index + end.length)];
    const isAbbreviation = ABBREVIATION.test(before) || (/^ \d/.test(after) && BEFORE_NUMBER.test(before));
    if (after === "" || stop !== "." || !isAbbreviation) return index + end.length;
  }
  return paragraph.length;
}

/** The same length, with placeholders for code, links, addresses and parentheses: a full stop in them ends no sentence. */
function withoutInnerStops(paragraph: string): string {
  const hide = (text: string) => "X".repeat(text.length);
  let text = paragraph
    .replaceAll(CODE_SPAN, hide)
    .replaceAll(/\[[^\]]*\]\([^)]*\)/g, hide)
    .replaceAll(/\b[a-z][a-z+.-]*:\/\/[^\s<>]*[^\s<>.,;:!?"'”’)\]*_]/gi, hide);
  for (let outer = ""; outer !== text; ) {
    outer = text;
    text = text.replaceAll(/\([^()]*\)|\[[^[\]]*\]/g, hide);
  }
  return text;
}
