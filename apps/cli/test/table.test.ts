import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { type TableColumn, table } from "../src/terminal/table.ts";

const widths = (text: string) => text.split("\n").map((line) => stringWidth(line));
const text = (heading: string): TableColumn => ({ heading, whole: false });
const number = (heading: string): TableColumn => ({ heading, whole: true, right: true });

describe("a table", () => {
  test("counts a Chinese character as two columns, and aligns numbers to the right", () => {
    const rows = [
      ["1", "/中文"],
      ["20", "/a"],
    ];
    expect(table([number("排名"), text("网址")], rows)).toBe(
      ["排名  网址", "----  -----", "   1  /中文", "  20  /a"].join("\n"),
    );
  });

  test("is never wider than the terminal", () => {
    const rows = [["1", "https://www.example.com/".padEnd(300, "x"), "1234567890123"]];
    const columns = [number("rank"), text("url"), number("流量（Byte）")];
    for (const width of [20, 40, 80, 120])
      expect(Math.max(...widths(table(columns, rows, width)))).toBeLessThanOrEqual(width);
  });

  test("never cuts a number, in any width", () => {
    const numbers = ["1234567890123", "20,000,000", "-0.5", "12.3 Mbit/s", "9007199254740993", "2026-11-01 08:00:12"];
    const columns = [text("url"), ...numbers.map((_, i) => number(`n${i}`))];
    for (let width = 20; width <= 200; width++) {
      const drawn = table(columns, [["/a".repeat(40), ...numbers]], width);
      expect(Math.max(...widths(drawn))).toBeLessThanOrEqual(width);
      for (const [i, each] of numbers.entries())
        expect(drawn.includes(each) || drawn.includes(`n${i}`), `${each} at ${width}`).toBe(true);
      expect(drawn).not.toMatch(/\d\.\.\./);
    }
  });

  test("cuts texts, the widest first", () => {
    const drawn = table([text("a"), text("b")], [["x".repeat(40), "y".repeat(20)]], 42);
    expect(drawn.split("\n")[2]).toBe(`${"x".repeat(17)}...  ${"y".repeat(20)}`);
  });

  test("isn't cut on a terminal without a size", () => {
    const rows = [["/a-long-path"]];
    expect(table([text("url")], rows, 0)).toBe(table([text("url")], rows));
  });

  test("doesn't cut a wide character in half", () => {
    expect(table([text("网址")], [["中文中文中文中文"]], 14).split("\n")[2]).toBe("中文中文中...");
  });

  test("isn't cut without a width", () => {
    const long = "x".repeat(500);
    expect(table([text("url")], [[long]])).toContain(long);
  });

  test("leaves out the last columns if they don't fit, and names them", () => {
    const headings = ["alpha", "beta", "gamma", "delta", "epsilon"];
    const drawn = table(headings.map(number), [headings.map((heading) => heading.repeat(3))], 48);
    expect(drawn).toMatch(/^alpha.*gamma\n/m);
    expect(drawn).toMatch(/\n\(no room for 2 columns: delta, epsilon\)$/);
  });

  test("prints the rows one below another if most columns don't fit", () => {
    const columns = [number("Time"), number("Traffic"), text("URL"), number("请求数")];
    const rows = [
      ["2026-11-01 08:00", "1.2 MB", "https://www.example.com/a-long-path", "12,345"],
      ["2026-11-01 09:00", "800 bytes", "/b", "9"],
    ];
    expect(table(columns, rows, 24)).toBe(
      [
        "Time",
        " 2026-11-01 08:00",
        "Traffic  1.2 MB",
        "URL      https://www.exa",
        "         mple.com/a-long",
        "         -path",
        "请求数   12,345",
        "",
        "Time",
        " 2026-11-01 09:00",
        "Traffic  800 bytes",
        "URL      /b",
        "请求数   9",
      ].join("\n"),
    );
  });

  test("escapes control characters in cells and headings", () => {
    const columns = [text("a\u001b[2J"), text("b\u009b1m")];
    for (const width of [8, 80]) {
      const drawn = table(columns, [["\u0007\n\u202e", "x\u200f\u2028"]], width);
      expect(drawn.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u200f\u2028\u202e]/u);
    }
  });

  test("can have any number of rows", () => {
    const rows = Array.from({ length: 200_000 }, (_, i) => [String(i)]);
    expect(table([number("n")], rows).split("\n")).toHaveLength(200_002);
  });
});
