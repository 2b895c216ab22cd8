// Figures of reports as text for people, and as JSON for programs.
import {
  type Figure,
  type Fraction,
  fraction,
  type Gap,
  multiply,
  type Peak,
  toDecimal,
} from "@cdn-export/rows/report";
import { say } from "../terminal/language.ts";
import { bandwidthText, bytesText, countText, momentText } from "./format.ts";

/** Printed where a figure can't be computed. */
export const NONE = "-";

/** The text of a figure, or a dash. */
export function textOf<T>(figure: Figure<T>, text: (value: T) => string): string {
  return figure.value === undefined ? NONE : text(figure.value);
}

/** `1.2 GB` */
export function trafficText(bytes: bigint): string {
  return bytesText(Number(bytes));
}

/** `1,234` */
export function amountText(value: bigint | string): string {
  const [whole = "", decimals] = String(value).split(".");
  return [whole.replace(/\d(?=(\d{3})+$)/g, "$&,"), decimals].filter((part) => part !== undefined).join(".");
}

/** `93.21 %` of a share from 0 to 1. */
export function shareText(share: Fraction): string {
  return `${toDecimal(multiply(share, fraction(100n)))} %`;
}

/** `12.3 Mbit/s at 2026-11-01 20:00` */
export function peakText({ rate, at }: Peak, unit: "bit/s" | "requests/s"): string {
  const value = Number(toDecimal(rate, 1));
  const text = unit === "bit/s" ? bandwidthText(value) : `${countText(value)} ${say("requests/s", "请求/秒")}`;
  const time = minuteText(at.getTime());
  return say(`${text} at ${time}`, `${text}，${time}`);
}

/** ` (mean of 5 min)`, to follow the peak. */
export function meanText({ interval }: Peak): string {
  const minutes = interval / 60;
  return say(` (mean of ${minutes} min)`, `（${minutes} 分钟均值）`);
}

/** `2026-11-01 20:00` in GMT+8. */
export function minuteText(ms: number): string {
  return momentText(ms).slice(0, 16);
}

/** The end is exclusive. */
export function periodText(from: Date, to: Date): string {
  const [start, end] = [minuteText(from.getTime()), minuteText(to.getTime())];
  return say(`${start} to ${end}`, `${start} 至 ${end}`);
}

/** `www.example.com, 2026-11-14 00:00 to 2026-11-15 00:00: not exported` */
export function gapText({ area, domain, carrier, from, to, cause }: Gap): string {
  const what = cause === "absent" ? say("absent from its export", "导出文件中没有") : say("not exported", "未导出");
  return `${[domain, carrier, area].filter(Boolean).join(", ")}, ${periodText(from, to)}: ${what}`;
}

/**
 * What JSON can't hold: whole numbers stay numbers up to 2^53 and become text beyond it; fractions have six decimals; times are
 * in ISO 8601.
 */
export function plain(value: unknown): unknown {
  if (typeof value === "bigint") {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  }
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if ("numerator" in value) return Number(toDecimal(value as Fraction, 6));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
