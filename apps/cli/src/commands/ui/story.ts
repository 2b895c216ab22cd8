// The made-up data: twenty domains, and what happened to them in three months.
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import type { ScenarioEvent } from "@cdn-export/emulator";

/** What changes slowly takes this long. */
const DAYS = 90;

const NAMES: readonly string[] = [
  ...["www", "m", "img", "static", "video", "live", "download", "api", "app", "shop"],
  ...["news", "music", "games", "docs", "forum", "mail", "ads", "launch", "new", "old"],
];

export const DOMAINS: readonly string[] = NAMES.map((name) => `${name}.example.com`);

const HOUR_MS: number = DAY_MS / 24;

/** @param now - the current time, in milliseconds since the epoch. The days before today have happened. */
export function storyUntil(now: number): ScenarioEvent[] {
  const today = Math.floor((now + GMT8_MS) / DAY_MS) * DAY_MS - GMT8_MS;
  const daysAgo = (days: number, hour = 0) => today - days * DAY_MS + hour * HOUR_MS;
  const of = (...names: string[]) => ({ domains: names.map((name) => `${name}.example.com`) });
  return [
    // An app that grows, and a site that people leave.
    { ...of("app", "api"), from: daysAgo(DAYS), to: today, requests: [0.6, 2] },
    { ...of("old"), from: daysAgo(DAYS), to: today, requests: [1.5, 0.2] },
    // A launch: nothing before, then a rush that calms down.
    { ...of("launch"), to: daysAgo(33, 10), requests: 0 },
    { ...of("launch", "download"), from: daysAgo(33, 10), to: daysAgo(30, 10), requests: [6, 1] },
    // A domain that starts in the middle of a month.
    { ...of("new"), to: daysAgo(47), requests: 0 },
    // An outage of three hours in the evening.
    { ...of("video", "live"), from: daysAgo(6, 20), to: daysAgo(6, 23), requests: 0 },
    // An origin that fails: one response in three is a 5xx.
    { ...of("api", "shop"), from: daysAgo(4, 14), to: daysAgo(4, 19), serverErrors: 0.35 },
    // Last week's worst hour.
    { ...of("live", "video"), from: daysAgo(2, 20), to: daysAgo(2, 21), requests: 4 },
  ];
}
