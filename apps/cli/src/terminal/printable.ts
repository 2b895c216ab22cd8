/** Escapes control characters, so that text from visitors and servers (URLs, user agents, messages) can't control the terminal. */
export function printable(text: string): string {
  return text.replace(CONTROL, (char) => (/\s/.test(char) ? " " : escaped(char)));
}

/** `\x1b`, `\u202e` */
function escaped(char: string): string {
  const code = char.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`;
}

/** Escapes each line of a text. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

/** Escapes the same characters in JSON, which stays valid. JSON.stringify leaves some of them unescaped. */
export function printableJson(json: string): string {
  return json.replace(CONTROL, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

// Control characters, line separators, and characters that change the direction of text.
const CONTROL = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;
