// The Chinese of every message that our packages write in English. test/chinese.test.ts finds those messages in the code, so
// that none is missing. Nothing loads it unless a program asks for Chinese.
import { TRANSLATIONS } from "./chinese/translations.ts";

/** A translation, its English split at the values. */
interface Pattern {
  english: readonly string[];
  chinese: string;
}

/**
 * Translates a text of our packages: the message or the advice of an error, a warning, the reason of a figure, a statement of a
 * bill, or a text with several lines of them, such as an explanation. Values in it stay as they are.
 *
 * @returns the text unchanged where it isn't from our packages, such as the service's own message.
 *
 * @example
 * inChinese("The download stalled for 60 s"); // 下载停滞了 60 秒
 */
export function inChinese(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/\S.*/, withAdvice))
    .join("\n");
}

/** The problems of an invalid query and the places of credentials have separate texts, which the message only joins. */
interface Detailed extends Error {
  problems?: readonly string[];
  tried?: readonly { link: string; reason: string }[];
}

/**
 * Translates the message of an error of our packages.
 *
 * @returns the message unchanged if the error isn't from our packages.
 */
export function messageInChinese(error: Error): string {
  const { message, problems, tried } = error as Detailed;
  if (problems) return `查询无效：${problems.map(inChinese).join("；")}`;
  if (tried && message.startsWith("no credentials: "))
    return `没有密钥：${tried.map(({ link, reason }) => `${inChinese(link)}：${inChinese(reason)}`).join("；")}`;
  return inChinese(message);
}

/** Errors end their messages with their request ID and their advice. */
function withAdvice(text: string): string {
  for (const { index } of text.matchAll(/\. /g)) {
    const advice = text.slice(index + 2);
    const found = TRANSLATIONS.find(([english]) => english === advice);
    if (found) return `${withRequestId(text.slice(0, index))}。${found[1]}`;
  }
  return withRequestId(text);
}

function withRequestId(text: string): string {
  const [, message, id] = /^(.*) \(request id (\S+)\)$/s.exec(text) ?? [];
  return message === undefined ? (translate(text, 0) ?? text) : `${translate(message, 0) ?? message}（请求 ID ${id}）`;
}

/** A message within a message within a message. */
const MAX_DEPTH = 5;

function translate(text: string, depth: number): string | undefined {
  for (const { english, chinese } of patterns()) {
    const values = valuesIn(text, english);
    if (values === undefined) continue;
    return chinese.replace(PLACEHOLDER, (_, before = "", number: string, mark: string, after = "") => {
      const value = values[Number(number) - 1] ?? "";
      const isName = mark === "=" || (mark === "" && !value.includes(" "));
      const shown = isName ? value : inner(value, depth);
      // There are no spaces between Chinese characters.
      const isHan = shown !== value && /^\p{Script=Han}+$/u.test(shown);
      return isHan ? shown : before + shown + after;
    });
  }
  // A message about a name.
  const at = text.indexOf(": ");
  const about = at > 0 && depth < MAX_DEPTH ? translate(text.slice(at + 2), depth + 1) : undefined;
  return about === undefined ? undefined : `${text.slice(0, at)}：${about}`;
}

/** A value with the spaces between it and Chinese characters. */
const PLACEHOLDER = /((?<=\p{Script=Han}) )?<(\d)([!=]?)>( (?=\p{Script=Han}))?/gu;

function inner(value: string, depth: number): string {
  if (depth >= MAX_DEPTH) return value;
  // A list of values may be one of messages.
  const parts = value.split(", ").map((part) => translate(part, depth + 1));
  const isList = parts.length > 1 && parts.every((part) => part !== undefined);
  return isList ? parts.join("、") : (translate(value, depth + 1) ?? conjoined(value));
}

/** Names and quoted values with words between them. */
function conjoined(value: string): string {
  if (!/^(\S+|".*") (and|or) (\S+|".*")$/s.test(value)) return value;
  return value.replaceAll(" and ", " 和 ").replaceAll(" or ", " 或 ");
}

/** What is between the parts in a text that has them in this order, from its start to its end. Values aren't empty. */
function valuesIn(text: string, parts: readonly string[]): string[] | undefined {
  const [first = "", ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first ? [] : undefined;
  if (!text.startsWith(first)) return undefined;
  const values: string[] = [];
  let at = first.length;
  for (const part of others) {
    const next = text.indexOf(part, at + 1);
    if (next < 0) return undefined;
    values.push(text.slice(at, next));
    at = next + part.length;
  }
  const end = text.length - last.length;
  return end > at && text.endsWith(last) ? [...values, text.slice(at, end)] : undefined;
}

let made: readonly Pattern[] | undefined;

/**
 * Those that begin with text first, because a value at the beginning may be anything. Then those with the most text, so that a
 * general one doesn't hide a special one.
 */
function patterns(): readonly Pattern[] {
  made ??= TRANSLATIONS.map(([english, chinese]) => ({ english: english.split(/<\d>/), chinese })).sort(
    (a, b) => weightOf(b) - weightOf(a),
  );
  return made;
}

function weightOf({ english }: Pattern): number {
  return english.join("").length + (english[0] === "" ? 0 : 1000);
}
