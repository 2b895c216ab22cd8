// Widths and line breaks of Chinese text in help, without loading a library at the start.

const WIDE =
  "\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6";
const EACH_WIDE = new RegExp(`[${WIDE}]`, "g");
/** A wide character with the punctuation that must not begin a line, or a word, or blanks. */
const PIECE = new RegExp(`[${WIDE}][，。：；、）」？！]*|[^\\s${WIDE}]+[，。：；、）」？！]*|\\s+`, "g");

/** The columns of a text. A wide character takes two. */
export function widthOf(text: string): number {
  return text.length + (text.match(EACH_WIDE)?.length ?? 0);
}

/** Breaks lines between words, and between wide characters. */
export function wrap(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => {
      const lines = [""];
      for (const piece of line.match(PIECE) ?? []) {
        const last = lines.at(-1) ?? "";
        if (widthOf(last + piece.trimEnd()) <= width) lines[lines.length - 1] = last + piece;
        else if (piece.trim() !== "") lines.push(piece);
      }
      return lines.map((each) => each.trimEnd()).join("\n");
    })
    .join("\n");
}
