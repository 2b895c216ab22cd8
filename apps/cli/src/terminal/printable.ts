/** Text of strangers (URLs, user agents, a server's message) as it may go to a terminal: nothing in it steers that. */
export function printable(text: string): string {
  return text.replace(CONTROL, (char) =>
    /\s/.test(char) ? " " : `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
}

/** The same for a text of several lines. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n");
}

// Control characters, and those that turn the direction of writing round.
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;
