import { expect, test } from "vitest";
import { printable, printableJson, printableLines } from "../src/terminal/printable.ts";
import { jsonLine } from "../src/terminal/session.ts";

const HOSTILE = "a\u001b]0;title\u0007\u009b31m\u007f\u202eb\u200f\u2066\u2028";
const DANGER = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/u;

test("text for the terminal shows what would control it", () => {
  expect(printable(HOSTILE)).toBe(String.raw`a\x1b]0;title\x07\x9b31m\x7f\u202eb\u200f\u2066 `);
  expect(printable("中文 é 👩‍💻 a\tb")).toBe("中文 é 👩‍💻 a b");
  expect(printableLines("one\ntwo\u001b[2J\nthree")).toBe("one\ntwo\\x1b[2J\nthree");
});

test("JSON for the terminal is the same value", () => {
  const value = { [HOSTILE]: HOSTILE };
  const json = printableJson(JSON.stringify(value));
  expect(json).not.toMatch(DANGER);
  expect(JSON.parse(json)).toEqual(value);
});

test("JSON in a pipe is unchanged", () => {
  const lineOn = (isTTY: boolean) => jsonLine({ text: HOSTILE }, { isTTY } as NodeJS.WriteStream);
  expect(lineOn(false)).toBe(JSON.stringify({ text: HOSTILE }));
  expect(lineOn(true)).not.toMatch(DANGER);
});
