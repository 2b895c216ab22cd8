import { sign } from "@cdn-export/signer";
import { expect, test } from "vitest";
import { DEMO_CREDENTIALS, fastClock, manualClock } from "../src/index.ts";
import { PATH, testCloud } from "./helpers.ts";

const DEFAULT_START = Date.parse("2026-11-08T02:00:00Z");

test.each([
  [1000, 1000],
  [0, 0],
  ["2026-11-29T23:00:00Z", 1_795_993_200_000],
  ["2026-11-30T07:00:00+08:00", 1_795_993_200_000],
  ["2026-11-29T23:00:00.250Z", 1_795_993_200_250],
  ["2026-11-29T23:00Z", 1_795_993_200_000],
  [undefined, DEFAULT_START],
])("a manual clock with the start %j is at %d", (start, now) => {
  expect(manualClock(start).now()).toBe(now);
});

test("a fast clock can start at an ISO time", () => {
  expect(fastClock(60, "2026-11-29T23:00:00Z", manualClock(0)).now()).toBe(1_795_993_200_000);
});

test.each([
  ["a date without a zone", "2026-11-29T23:00:00", '"2026-11-29T23:00:00"'],
  ["a date without a time", "2026-11-29", '"2026-11-29"'],
  ["a month that doesn't exist", "2026-13-01T00:00:00Z", '"2026-13-01T00:00:00Z"'],
  ["a number as text", "1795993200000", '"1795993200000"'],
  ["words on two lines", "soon\nor later", '"soon\\nor later"'],
  ["an empty string", "", '""'],
  ["NaN", Number.NaN, "NaN"],
  ["infinity", Number.POSITIVE_INFINITY, "Infinity"],
  ["a time beyond the last date", 1e300, "1e+300"],
  ["null", null, "null"],
  ["a Date", new Date(0), String(new Date(0))],
  ["a bigint", 5n, "5"],
])("a clock can't start at %s", (_, start, shown) => {
  const message = `a clock starts at milliseconds since 1970 or an ISO time with its zone ("2026-11-08T10:00:00+08:00"), not ${shown}`;
  expect(() => manualClock(start as number)).toThrow(new TypeError(message));
  expect(() => fastClock(60, start as number)).toThrow(new TypeError(message));
});

test("a clock can only be set to numbers", () => {
  const clock = manualClock(0);
  for (const time of ["5", Number.NaN, new Date(5)]) expect(() => clock.set(time as number)).toThrow(RangeError);
  expect(clock.now()).toBe(0);
});

test("signed calls succeed when the clock starts at an ISO time", async () => {
  const clock = manualClock("2026-11-29T23:00:00Z");
  const { cloud } = await testCloud({ clock });
  const url = cloud.url + PATH;
  const { headers } = await sign({ method: "GET", url }, DEMO_CREDENTIALS, { date: new Date(clock.now()) });
  expect((await cloud.fetch(url, { headers })).status).toBe(200);
});
