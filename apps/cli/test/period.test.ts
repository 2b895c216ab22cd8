import { expect, test } from "vitest";
import { periodOf } from "../src/shared/period.ts";

/** 00:30 on 2026-11-24 in GMT+8, still the 23rd in UTC. */
const NOW = Date.parse("2026-11-24T00:30:00+08:00");

test.each([
  [{ last: "1d" }, "2026-11-23T00:00+08:00", "2026-11-24T00:00+08:00"],
  [{ last: "2w" }, "2026-11-10T00:00+08:00", "2026-11-24T00:00+08:00"],
  [{ last: "3h" }, "2026-11-23T21:00+08:00", "2026-11-24T00:00+08:00"],
  [{ on: "yesterday" }, "2026-11-23T00:00+08:00", "2026-11-24T00:00+08:00"],
  [{ on: "today" }, "2026-11-24T00:00+08:00", "2026-11-25T00:00+08:00"],
  [{ on: "2026-02-28" }, "2026-02-28T00:00+08:00", "2026-03-01T00:00+08:00"],
  [{ on: "2026-10" }, "2026-10-01T00:00+08:00", "2026-11-01T00:00+08:00"],
  [{ on: "last-month" }, "2026-10-01T00:00+08:00", "2026-11-01T00:00+08:00"],
  [{ on: "this-month" }, "2026-11-01T00:00+08:00", "2026-12-01T00:00+08:00"],
  [{ from: "last-month", to: "this-month" }, "2026-10-01T00:00+08:00", "2026-11-01T00:00+08:00"],
  [{ from: "2026-09", to: "2026-11" }, "2026-09-01T00:00+08:00", "2026-11-01T00:00+08:00"],
  [{ from: "2026-11-01", to: "now" }, "2026-11-01T00:00+08:00", "2026-11-24T00:30+08:00"],
  [{ from: "2026-11-01T08:00Z", to: "2026-11-01 20:00+08:00" }, "2026-11-01T16:00+08:00", "2026-11-01T20:00+08:00"],
])("%j", (options, from, to) => {
  expect(periodOf(options, NOW)).toEqual({ from: new Date(from), to: new Date(to) });
});

test.each([
  ["2026-12-31T15:59:59Z", "2026-12-01T00:00+08:00", "2026-11-01T00:00+08:00"],
  ["2026-12-31T16:00:00Z", "2027-01-01T00:00+08:00", "2026-12-01T00:00+08:00"],
  ["2027-03-30T16:00:00Z", "2027-03-01T00:00+08:00", "2027-02-01T00:00+08:00"],
])("at %s, this month and last month are those of GMT+8", (now, first, before) => {
  const startOf = (on: string) => periodOf({ on }, Date.parse(now)).from;
  expect([startOf("this-month"), startOf("last-month")]).toEqual([new Date(first), new Date(before)]);
});

test.each([
  [{}, "no period"],
  [{ to: "2026-11-01" }, "--from is missing"],
  [{ from: "2026-11-01" }, "--to is missing; for one day or month, use --on"],
  [{ last: "7" }, `--last: "7" isn't a time span: use 7d, 2w or 24h`],
  [
    { on: "tomorow" },
    `--on: "tomorow" isn't a day or a month: use 2026-11-01, 2026-10, yesterday, today, this-month or last-month`,
  ],
  [{ on: "2026-13" }, '--on: "2026-13" is not a month'],
  [{ from: "01/11/2026", to: "now" }, `--from: "01/11/2026" isn't a time`],
])("refuses %j", (options, message) => {
  expect(() => periodOf(options, NOW)).toThrow(message);
});
