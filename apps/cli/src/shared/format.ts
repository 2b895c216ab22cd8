// Sizes, durations and times as people read them.
import { GMT8_MS } from "@cdn-export/client/internal";
import { say } from "../terminal/language.ts";
import { GMT8, type Zone } from "./zone.ts";

const BYTES = [say("bytes", "字节"), "kB", "MB", "GB", "TB", "PB"];
const BITS_PER_SECOND = ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"];

/** `12.3 MB` */
export function bytesText(bytes: number): string {
  return scaled(bytes, BYTES);
}

/** `12.3 Mbit/s` */
export function bandwidthText(bitsPerSecond: number): string {
  return scaled(bitsPerSecond, BITS_PER_SECOND);
}

/** The number in the unit that keeps it below 1000, with one digit after the point. */
function scaled(value: number, units: readonly string[]): string {
  let step = 0;
  let shown = value;
  // 999.95 would be rounded to 1000.0.
  while (Math.abs(shown) >= (step === 0 ? 1000 : 999.95) && step < units.length - 1) {
    shown /= 1000;
    step++;
  }
  return `${step === 0 && Number.isInteger(shown) ? shown : shown.toFixed(1)} ${units[step]}`;
}

/** `1,234,567.5` */
export function countText(count: number): string {
  const [whole = "", fraction] = String(count).split(".");
  const grouped = whole.replace(/\d(?=(\d{3})+$)/g, "$&,");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** `4.2 s`, `3 min 5 s` */
export function secondsText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} ${say("s", "秒")}`;
  const [minutes, rest] = [Math.floor(seconds / 60), Math.floor(seconds % 60)];
  return say(`${minutes} min ${rest} s`, `${minutes} 分 ${rest} 秒`);
}

/** Whole seconds, minutes or hours: `45 s`, `29 min`, `2 h`. */
export function spanText(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} ${say("s", "秒")}`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} ${say("min", "分钟")}` : `${Math.round(minutes / 60)} ${say("h", "小时")}`;
}

/** The date in GMT+8: `2026-11-01`. A time of day is added unless it is midnight: `2026-11-01T0830`, `2026-11-01T083015`. */
export function dateOf(instant: Date): string {
  const [date = "", time = ""] = new Date(instant.getTime() + GMT8_MS).toISOString().slice(0, -1).split("T");
  const digits = time
    .replace(/\.000$/, "")
    .replaceAll(":", "")
    .replace(/^(\d{4})00$/, "$1");
  return digits === "0000" ? date : `${date}T${digits}`;
}

/** `2026-11-01 08:00:12`; empty if `ms` isn't a time. */
export function momentText(ms: number | null | undefined, zone: Zone = GMT8): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return "";
  return new Date(ms + zone.offsetMs(ms)).toISOString().slice(0, 19).replace("T", " ");
}

/** ISO 8601 with the offset: `2026-11-01T08:00:12+08:00`. */
export function isoText(time: Date, zone: Zone): string {
  const offset = zone.offsetMs(time.getTime());
  const local = new Date(time.getTime() + offset)
    .toISOString()
    .slice(0, -1)
    .replace(/\.000$/, "");
  if (offset === 0) return `${local}Z`;
  return `${local}${offset < 0 ? "-" : "+"}${new Date(Math.abs(offset)).toISOString().slice(11, 16)}`;
}
