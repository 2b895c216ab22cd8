// Figures and times as people read them. The server computes the figures; this file only writes them.
import { say } from "./language.ts";

export type Unit = "byte" | "bit/s" | "count" | "request/s" | "ratio";

/** What a figure that can't be computed looks like. */
export const NONE = "–";

const BYTES = [say("bytes", "字节"), "kB", "MB", "GB", "TB", "PB", "EB"];
const BITS_PER_SECOND = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"];
const COUNTS = ["", "k", "M", "G"];

/** `12.3 MB`, `4.5 Gbit/s`, `1,234`, `12.0 requests/s`. A unit counts in thousands: 1 GB is 1000³ bytes. */
export function valueText(value: number, unit: Unit): string {
  if (unit === "byte") return scaled(value, BYTES);
  if (unit === "bit/s") return scaled(value, BITS_PER_SECOND);
  if (unit === "ratio") return ratioText(value);
  if (unit === "request/s") return `${countText(Number(value.toFixed(1)))} ${say("requests/s", "请求/秒")}`;
  return countText(value);
}

/** The same, short enough for an axis: `12 MB`, `1.2k`. */
export function axisText(value: number, unit: Unit): string {
  if (unit === "ratio") return ratioText(value, 0);
  if (value === 0) return "0";
  if (unit === "byte" || unit === "bit/s") return scaled(value, unit === "byte" ? BYTES : BITS_PER_SECOND, true);
  return scaled(value, COUNTS, true).replace(" ", "");
}

/** Every digit, with the unit: `1,234,567 bytes`. */
export function exactText(value: number | string, unit: Unit): string {
  if (unit === "request/s" || unit === "ratio") return valueText(Number(value), unit);
  const names = { byte: say("bytes", "字节"), "bit/s": "bit/s", count: say("requests", "次请求") };
  return `${countText(value)} ${names[unit]}`;
}

function scaled(value: number, units: readonly string[], isShort = false): string {
  let step = 0;
  let shown = value;
  // 999.95 would be rounded to 1000.0.
  while (Math.abs(shown) >= (step === 0 ? 1000 : 999.95) && step < units.length - 1) {
    shown /= 1000;
    step++;
  }
  const digits = (step === 0 && Number.isInteger(shown)) || (isShort && Number.isInteger(shown)) ? 0 : 1;
  return `${shown.toFixed(digits)} ${units[step]}`;
}

/** `1,234,567.5` */
export function countText(count: number | string): string {
  const [whole = "", fraction] = String(count).split(".");
  const grouped = whole.replace(/\d(?=(\d{3})+$)/g, "$&,");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `93.21 %` */
export function percentText(percent: number | string, decimals = 2): string {
  return `${Number(percent).toFixed(decimals)} %`;
}

/** `93.21 %` of a ratio from 0 to 1. */
export function ratioText(ratio: number, decimals = 2): string {
  return percentText(ratio * 100, decimals);
}

/** `+4.1 %` */
export function changeText(percent: number): string {
  return `${percent > 0 ? "+" : ""}${percentText(percent, 1)}`;
}

/** All times in the page are in GMT+8, like the service's days. */
export const GMT8_MS: number = 8 * 3_600_000;
export const DAY_MS = 86_400_000;

/** `2026-11-01 20:00` in GMT+8. */
export function minuteText(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 16).replace("T", " ");
}

/** `2026-11-01 20:00:12` in GMT+8. */
export function secondText(ms: number): string {
  return new Date(ms + GMT8_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** `2026-11-01` in GMT+8. */
export function dayText(ms: number): string {
  return minuteText(ms).slice(0, 10);
}

/** The time of `2026-11-01` or `2026-11-01 20:00` in GMT+8. */
export function timeOf(text: string): number | undefined {
  const [day, time = "00:00"] = text.trim().split(/[ T]/);
  const ms = Date.parse(`${day}T${time}:00+08:00`);
  return Number.isNaN(ms) ? undefined : ms;
}

/** How a time looks in the URL: `2026-11-01` or `2026-11-01T20:00`, in GMT+8. */
export function timeParam(ms: number): string {
  return (ms + GMT8_MS) % DAY_MS === 0 ? minuteText(ms).slice(0, 10) : minuteText(ms).replace(" ", "T");
}

/** `2026-11-01 to 2026-11-08` or, unless both are at midnight, with times. The end is exclusive. */
export function periodText(from: number, to: number): string {
  const isDays = (from + GMT8_MS) % DAY_MS === 0 && (to + GMT8_MS) % DAY_MS === 0;
  const [start, end] = isDays ? [dayText(from), dayText(to)] : [minuteText(from), minuteText(to)];
  return say(`${start} to ${end}`, `${start} 至 ${end}`);
}

/** `45 s`, `3 min 5 s`, `2 h 4 min` */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} ${say("s", "秒")}`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return say(`${minutes} min ${seconds % 60} s`, `${minutes} 分 ${seconds % 60} 秒`);
  return say(
    `${Math.floor(minutes / 60)} h ${minutes % 60} min`,
    `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`,
  );
}
