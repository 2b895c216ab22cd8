/** Escapes control characters, so that text from visitors and servers (URLs, user agents, messages) can't control the terminal. */
export function printable(text: string): string {
  return text.replace(CONTROL, (char) =>
    /\s/.test(char) ? " " : `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** Escapes each line of a text. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

// Control characters, and those that change the direction of text.
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;
