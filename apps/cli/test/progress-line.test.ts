import { expect, test, vi } from "vitest";
import { createProgress } from "../src/terminal/progress-line.ts";

/** What is written on a terminal with this many columns. */
async function drawn(columns: number): Promise<string> {
  let written = "";
  const write = (text: string) => {
    written += text;
    return true;
  };
  const stream = { isTTY: true, columns, write, cursorTo: () => {}, clearLine: () => {}, moveCursor: () => {} };
  const progress = createProgress(stream as unknown as NodeJS.WriteStream, true);
  progress.show("wait  processing");
  await vi.dynamicImportSettled();
  progress.clear();
  return written;
}

test("is drawn on a terminal, but not on one without a size", async () => {
  expect(await drawn(80)).toContain("wait  processing");
  expect(await drawn(0)).toBe("");
});
