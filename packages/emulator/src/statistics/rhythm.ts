import { DAY_MS, GMT8_MS, HOUR_MS, SLOT_MS } from "../base/constants.ts";
import { between, unit } from "../base/hash.ts";

/** How busy a domain is in a five-minute slot, about 0.7 on average: daily and weekly rhythm in GMT+8, noise, rare rushes. */
export function rhythm(key: number, slot: number): number {
  const local = slot * SLOT_MS + GMT8_MS;
  const day = Math.floor(local / DAY_MS);
  const hours = Math.floor(local / HOUR_MS);
  const hour = hours - day * 24;
  const into = local / HOUR_MS - hours;
  const level = levelAt(hour) * (1 - into) + levelAt(hour + 1) * into;
  const rush = unit(key, hours, 3) < RUSH_CHANCE ? RUSH_FACTOR : 1;
  return level * weekFactor(day) * between(0.94, 1.06, key, day, 1) * between(0.93, 1.07, key, slot, 2) * rush;
}

const RUSH_CHANCE = 0.015;
const RUSH_FACTOR = 1.6;
const WEEKEND_FACTOR = 1.12;

/** The level of each hour from midnight: quiet before dawn, a plateau by day, the peak at nine in the evening. */
const HOURS: readonly number[] = [
  0.55, 0.4, 0.31, 0.26, 0.24, 0.27, 0.36, 0.5, 0.64, 0.74, 0.8, 0.84, 0.88, 0.82, 0.78, 0.78, 0.8, 0.84, 0.9, 0.97,
  1.05, 1.1, 1, 0.78,
];

function levelAt(hour: number): number {
  return HOURS[hour % 24] ?? 1;
}

function weekFactor(day: number): number {
  // Day 0 of the epoch was a Thursday, so days 2 and 3 of each week are Saturday and Sunday.
  const weekday = day % 7;
  return weekday === 2 || weekday === 3 ? WEEKEND_FACTOR : 1;
}
