import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { table } from "../src/terminal/table.ts";

const widths = (text: string) => text.split("\n").map((line) => stringWidth(line));

describe("a table", () => {
  test("counts a Chinese character as two columns, and aligns numbers to the right", () => {
    expect(
      table(
        ["排名", "网址"],
        [
          ["1", "/中文"],
          ["20", "/a"],
        ],
      ),
    ).toBe(["排名  网址", "----  -----", "   1  /中文", "  20  /a"].join("\n"));
  });

  test("is never wider than the terminal", () => {
    const rows = [["1", "https://www.example.com/".padEnd(300, "x"), "流量".repeat(50)]];
    for (const width of [20, 40, 80, 120]) {
      const drawn = table(["rank", "url", "流量（Byte）"], rows, width);
      expect(Math.max(...widths(drawn))).toBeLessThanOrEqual(width);
    }
  });

  test("isn't cut on a terminal without a size", () => {
    expect(table(["url"], [["/a-long-path"]], 0)).toBe(table(["url"], [["/a-long-path"]]));
  });

  test("keeps the first columns whole, when asked to, as long as there are others to leave out", () => {
    const drawn = table(["task", "status", "created"], [["0123abcdef", "success", "2026-11-08"]], 24, { whole: 2 });
    expect(drawn).toBe(
      ["task        status", "----------  -------", "0123abcdef  success", "(1 more column: created)"].join("\n"),
    );
  });

  test("doesn't cut a wide character in half", () => {
    const drawn = table(["网址"], [["中文中文中文"]], 8);
    expect(drawn.split("\n")[2]).toBe("中文...");
  });

  test("isn't cut without a width", () => {
    const long = "x".repeat(500);
    expect(table(["url"], [[long]])).toContain(long);
  });

  test("leaves out the last columns if they don't fit, and names them", () => {
    const headings = ["alpha", "beta", "gamma", "delta"];
    const drawn = table(headings, [headings.map((heading) => heading.repeat(3))], 16);
    expect(drawn).toMatch(/\n\(2 more columns: gamma, delta\)$/);
  });

  test("escapes control characters in cells and headings", () => {
    const drawn = table(["a\u001b[2J", "b\u009b1m"], [["\u0007\n\u202e", "x"]], 8);
    expect(drawn.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202e]/u);
  });

  test("can have any number of rows", () => {
    expect(
      table(
        ["n"],
        Array.from({ length: 200_000 }, (_, i) => [String(i)]),
      ).split("\n"),
    ).toHaveLength(200_002);
  });
});
