// Parsers for the values of flags.
import { closestMatch } from "leven";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";

/** Parses the text of a flag. `schema` describes the value in the config file as JSON schema does. */
export type Parser<T> = ((text: string) => T) & { readonly schema: object };

/** Parses one of the `known` values. */
export function oneOf<T extends string>(name: string, known: readonly T[]): Parser<T> {
  return parser({ enum: known }, (text) => {
    const found = known.find((value) => value === text);
    if (found !== undefined) return found;
    const shown = JSON.stringify(text);
    const what = say(
      `${name}: ${shown} isn't one of ${known.join(", ")}`,
      `${name}：${shown} 不是可用的值；可用的值有 ${known.join("、")}`,
    );
    throw new UsageError(what + suggestion(text, known));
  });
}

function parser<T>(schema: object, parse: (text: string) => T): Parser<T> {
  return Object.assign(parse, { schema });
}

/** Parses a whole number. */
export function wholeNumber(name: string, least: number, most: number = Number.MAX_SAFE_INTEGER): Parser<number> {
  const isOpen = most === Number.MAX_SAFE_INTEGER;
  return parser({ type: "integer", minimum: least, ...(!isOpen && { maximum: most }) }, (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    const shown = JSON.stringify(text);
    throw new UsageError(
      say(
        `${name}: ${shown} isn't a whole number ${isOpen ? `of at least ${least}` : `from ${least} to ${most}`}`,
        `${name}：${shown} 不是${isOpen ? `不小于 ${least} ` : `从 ${least} 到 ${most} `}的整数`,
      ),
    );
  });
}

/** Parses seconds, minutes or hours, `90s`, `45m` or `2h`, to milliseconds. */
export function duration(name: string): Parser<number> {
  return parser({ type: "string", pattern: "^\\d+[smh]$" }, (text) => {
    const [, count, unit = ""] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
    const ms = Number(count) * (UNITS[unit] ?? 0);
    if (ms > MAX_DURATION_MS)
      throw new UsageError(say(`${name}: ${text} is more than 500h`, `${name}：${text} 超过了 500h`));
    if (ms > 0) return ms;
    const shown = JSON.stringify(text);
    throw new UsageError(
      say(`${name}: ${shown} isn't a duration: use 90s, 45m or 2h`, `${name}：${shown} 不是时长：请用 90s、45m 或 2h`),
    );
  });
}

/** Timers are limited to 24.8 days. */
const MAX_DURATION_MS = 500 * 3_600_000;

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Parses a comma-separated list. Lists from repeated flags are joined. */
export function list(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, ...text.split(",")].filter((part) => part !== "");
}

/** `. Did you mean ...?` if the text is the beginning of a known value or a typo away from one, else an empty string. */
export function suggestion(text: string, known: readonly string[]): string {
  const typed = text.toLowerCase();
  const begun = typed.length > 2 && known.find((value) => value.startsWith(typed));
  const near = begun || closestMatch(typed, known, { maxDistance: Math.max(1, Math.floor(typed.length / 3)) });
  return near === undefined ? "" : say(`. Did you mean ${near}?`, `。是否想用 ${near}？`);
}
