// Sizes, durations and times as people read them.
import { GMT8_MS } from "@cdn-export/client/internal";

const UNITS = ["bytes", "kB", "MB", "GB", "TB"];

/** `12.3 MB` */
export function bytesText(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(Math.floor(Math.log10(bytes) / 3), UNITS.length - 1);
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${UNITS[step]}`;
}

/** `4.2 s`, `3 min 5 s` */
export function secondsText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
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

/** `2026-11-01 08:00:12`, in GMT+8; empty if `ms` isn't a time. */
export function momentText(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || !Number.isFinite(ms)) return "";
  return new Date(ms + GMT8_MS).toISOString().slice(0, 19).replace("T", " ");
}
