import { GMT8_MS, HOUR_MS, MINUTE_MS } from "../base/constants.ts";

let lastHour = Number.NaN;
let lastText = "";

/**
 * `2026-11-08 10:05:00`, in GMT+8. Neighbouring rows lie in the same hour, so the text of the hour is kept: writing dates
 * is most of the work otherwise.
 */
export function timeText(ms: number): string {
  const local = ms + GMT8_MS;
  const hour = Math.floor(local / HOUR_MS);
  if (hour !== lastHour) {
    lastHour = hour;
    lastText = new Date(hour * HOUR_MS).toISOString().slice(0, 14).replace("T", " ");
  }
  const into = local - hour * HOUR_MS;
  return `${lastText}${two(Math.floor(into / MINUTE_MS))}:${two(Math.floor((into % MINUTE_MS) / 1000))}`;
}

function two(n: number): string {
  return n < 10 ? `0${n}` : String(n);
}
