// Where the time axis has its ticks: whole minutes, hours, days and months in GMT+8.
import { DAY_MS, GMT8_MS, minuteText } from "../base/format.ts";

const MINUTE = 60_000;
const STEPS = [5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * MINUTE);
const DAY_STEPS = [1, 2, 4, 7, 14].map((days) => days * DAY_MS);

/** The ticks between two times, at most `most` of them, in milliseconds. */
export function ticksBetween(from: number, to: number, most: number): number[] {
  const step = [...STEPS, ...DAY_STEPS].find((one) => (to - from) / one <= most);
  if (step === undefined) return monthsBetween(from, to, most);
  const ticks: number[] = [];
  for (let at = Math.ceil((from + GMT8_MS) / step) * step - GMT8_MS; at <= to; at += step) ticks.push(at);
  return ticks;
}

function monthsBetween(from: number, to: number, most: number): number[] {
  const start = new Date(from + GMT8_MS);
  const all: number[] = [];
  for (let i = 0; ; i++) {
    const at = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + i) - GMT8_MS;
    if (at > to) break;
    if (at >= from) all.push(at);
  }
  const every = Math.ceil(all.length / most);
  return all.filter((_, i) => i % every === 0);
}

/** `20:00`, with the date below it where a day begins and at the first tick; `11-02`, with the year likewise. */
export function tickTexts(ticks: readonly number[]): string[] {
  const [first = 0, second = first + DAY_MS] = ticks;
  const isDays = second - first >= DAY_MS;
  return ticks.map((at, i) => {
    const [day = "", time = ""] = minuteText(at).split(" ");
    if (isDays) return i === 0 || day.endsWith("01-01") ? `${day.slice(5)}\n${day.slice(0, 4)}` : day.slice(5);
    return i === 0 || time === "00:00" ? `${time}\n${day.slice(5)}` : time;
  });
}
