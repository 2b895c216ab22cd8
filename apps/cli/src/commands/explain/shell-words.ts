// Splits a command line into words as a POSIX shell does, without running anything.
import { isSecretName } from "@cdn-export/signer";
import { say } from "../../terminal/language.ts";

export interface ShellLine {
  words: string[];
  /** The index in the text at which the line ends. */
  end: number;
  /** Parts that only the shell can evaluate, and mistakes in the line. */
  notes: string[];
  /** The values of variables whose names sound secret. */
  secrets: string[];
}

type Token = [pattern: RegExp, read: (found: RegExpExecArray) => void];

const SUBSTITUTION = String.raw`\$\{(\w+)\}|\$([A-Za-z_]\w*)|\$\([^)]*\)|\`[^\`]*\``;
const IN_DOUBLE_QUOTES = new RegExp(String.raw`\\\r?\n|\\([$\`"\\])|${SUBSTITUTION}`, "g");
const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", f: "\f", v: "\v" };
const ANSI = /\\(?:x([\dA-Fa-f]{1,2})|u([\dA-Fa-f]{1,4})|U([\dA-Fa-f]{1,8})|([0-7]{1,3})|(.))/gs;

/** Reads from `start` to the end of the command: the first unquoted newline, pipe or redirection. */
export function shellLine(text: string, start: number, env: NodeJS.ProcessEnv): ShellLine {
  const line: ShellLine = { words: [], end: text.length, notes: [], secrets: [] };
  let word: string | undefined;
  const add = (piece: string) => {
    word = (word ?? "") + piece;
  };
  const finish = () => {
    if (word !== undefined) line.words.push(word);
    word = undefined;
  };
  const substitute = (shown: string, name: string | undefined): string => {
    const value = name === undefined ? undefined : env[name];
    if (value === undefined)
      line.notes.push(say(`${shown} is unknown here, so its value is missing`, `这里没有 ${shown} 的值`));
    else if (isSecretName(name ?? "")) line.secrets.push(value);
    return value ?? shown;
  };
  const doubleQuoted = (body: string) =>
    body.replace(IN_DOUBLE_QUOTES, (whole, escaped?: string, braced?: string, bare?: string) => {
      if (escaped !== undefined) return escaped;
      return whole.startsWith("\\") ? "" : substitute(whole, braced ?? bare);
    });

  // In cmd.exe, ^ continues a line.
  const tokens: Token[] = [
    [/[\\^]\r?\n/y, () => {}],
    [/[ \t\r]+/y, finish],
    [/'([^']*)'/y, ([, body = ""]) => add(body)],
    [/\$'((?:\\.|[^'\\])*)'/sy, ([, body = ""]) => add(ansi(body))],
    [/\$?"((?:\\.|[^"\\])*)"/sy, ([, body = ""]) => add(doubleQuoted(body))],
    [new RegExp(SUBSTITUTION, "y"), ([shown, braced, bare]) => add(substitute(shown, braced ?? bare))],
    [/\\(.)/sy, ([, char = ""]) => add(char)],
    [/[^\s'"\\`$;|&<>()]+|\$/y, ([plain]) => add(plain)],
  ];
  let at = start;
  const isNext = ([pattern]: Token) => {
    pattern.lastIndex = at;
    return pattern.test(text);
  };
  while (at < text.length && !(word === undefined && text[at] === "#")) {
    const token = tokens.find(isNext);
    if (!token) break;
    const [pattern, read] = token;
    pattern.lastIndex = at;
    const found = pattern.exec(text) as RegExpExecArray;
    at += found[0].length;
    read(found);
  }
  const next = text.slice(at, at + 2);
  if (/^['"`]/.test(next))
    line.notes.push(
      say(
        `a ${next[0]} isn't closed: the end of the curl command is missing`,
        `有一个 ${next[0]} 没有配对：curl 命令的结尾不完整`,
      ),
    );
  if (/^&[^&\s>]/.test(next))
    line.notes.push(
      say(
        "an unquoted & ends the command: the shell cut the URL off there; put the URL in quotes",
        "没有引号的 & 结束了命令：shell 在那里截断了 URL；请给 URL 加引号",
      ),
    );
  // `2>&1`: the number belongs to the redirection.
  if (/^[<>]/.test(next) && /^\d$/.test(word ?? "")) word = undefined;
  finish();
  const newline = text.indexOf("\n", at);
  return { ...line, end: newline < 0 ? text.length : newline };
}

/** The text of `$'...'`. */
function ansi(body: string): string {
  return body.replace(ANSI, (whole, hex, short, long, octal, char) => {
    if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
    if (char !== undefined) return ESCAPES[char] ?? (/['"\\?]/.test(char) ? char : whole);
    const code = Number.parseInt(hex ?? short ?? long, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}
