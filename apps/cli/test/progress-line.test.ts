import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createProgress } from "../src/terminal/progress-line.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A progress line on a terminal with this many columns. */
function terminal(columns: number) {
  const line = { written: "", progress: createProgress({} as NodeJS.WriteStream, false) };
  const write = (text: string) => {
    line.written += text;
    return true;
  };
  const stream = { isTTY: true, columns, write, cursorTo: () => {}, clearLine: () => {}, moveCursor: () => {} };
  line.progress = createProgress(stream as unknown as NodeJS.WriteStream, true);
  return line;
}

test.each([
  [80, true],
  [0, false],
])("on a terminal with %i columns, it's drawn: %s", async (columns, isDrawn) => {
  const line = terminal(columns);
  line.progress.show("wait  processing");
  await vi.dynamicImportSettled();
  line.progress.clear();
  expect(line.written.includes("wait  processing")).toBe(isDrawn);
});

test("a text that is a function moves every second, without another call", async () => {
  const line = terminal(80);
  const begun = Date.now();
  line.progress.show(() => `wait  ${(Date.now() - begun) / 1000} s`);
  await vi.dynamicImportSettled();
  // The next frame of the spinner draws it.
  vi.advanceTimersByTime(500);
  for (const seconds of [1, 2, 3]) {
    vi.advanceTimersByTime(1000);
    expect(line.written).toContain(`wait  ${seconds} s`);
  }
  line.progress.clear();
  const { length } = line.written;
  vi.advanceTimersByTime(10_000);
  expect(line.written).toHaveLength(length);
});

test("a covering text stays until it's removed, or until the next text", async () => {
  const line = terminal(80);
  line.progress.show("first");
  await vi.dynamicImportSettled();
  const drawn = () => {
    line.written = "";
    vi.advanceTimersByTime(1000);
    return ["first", "second", "cover"].filter((text) => line.written.includes(text));
  };
  line.progress.cover("cover");
  expect(drawn()).toEqual(["cover"]);
  line.progress.cover(undefined);
  expect(drawn()).toEqual(["first"]);
  line.progress.cover("cover");
  line.progress.show("second");
  expect(drawn()).toEqual(["second"]);
  line.progress.clear();
});
