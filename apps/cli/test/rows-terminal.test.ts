import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { BIN, environment } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";
import { cwd, exported, rows, written } from "./exported.ts";

const ESCAPE = /[\p{Cc}\u202e]/u;

describe("text from visitors", () => {
  const EVIL = "\u001b]0;gotcha\u0007\u001b[2J\u009b31m\u202e";
  // After the first bytes, which decide the file type.
  const content = `User-Agent,Requests\n${"harmless,1\n".repeat(50)}"${EVIL}",2\n=1+1,3\n`;

  test("is unchanged in a pipe", async () => {
    expect((await rows(written("evil.csv", content))).stdout).toContain(EVIL);
    const { stdout } = await rows(written("evil.csv", content), "--json");
    expect(JSON.parse(stdout.split("\n")[50] ?? "")).toEqual({ userAgent: EVIL, requests: 2 });
  });

  test.each(["table", "csv", "ndjson"])("can't control the terminal: %s", async (format) => {
    const path = written("evil.csv", content);
    const { raw } = await openTerminal(["rows", path, "--format", format, "--limit", "99"], { cwd }).ended;
    expect(raw).toContain("gotcha");
    expect(raw.replaceAll("\r\n", "")).not.toMatch(ESCAPE);
  });

  test("isn't a formula in csv, and --bom writes a byte order mark", async () => {
    written("evil.csv", content);
    await shell("cdn-export rows evil.csv --bom > for-excel.csv");
    const text = readFileSync(join(cwd, "for-excel.csv"), "utf8");
    expect(text).toMatch(/^\uFEFFuserAgent,requests\r\n/);
    expect(text).toContain("'=1+1,3\r\n");
  });

  test("is exact with --raw and in JSON", async () => {
    const path = written("evil.csv", content);
    expect((await rows(path, "--raw")).stdout).toContain("\n=1+1,3\r\n");
    expect((await rows(path, "--json")).stdout).toContain('{"userAgent":"=1+1","requests":3}');
  });
});

describe("on a terminal", () => {
  test.each([40, 80, 140])("%i columns: lines fit, and Chinese text is aligned", async (columns) => {
    const terminal = openTerminal(["rows", await exported("gzip", "zh"), "--limit", "3"], { columns, cwd });
    const { code, raw } = await terminal.ended;
    expect(code).toBe(0);
    expect(raw.replaceAll("\r\n", "")).not.toMatch(ESCAPE);
    expect(terminal.screen()).toMatchSnapshot();
  });

  describe("a file with many columns", () => {
    const headings =
      "Time,Domain,Traffic (Byte),Bandwidth (bit/s),Requests,Hit traffic (Byte),Origin traffic (Byte),Hit requests";
    const path = () =>
      written(
        "wide.csv",
        `${headings}\n2026-11-01 08:00:00,www.example.com,123456789012,20480000,9876543,99949,999950,1234567\n` +
          "2026-11-01 08:05:00,img.example.com,999,1,2,3,4,5\n",
      );
    const screen = async (columns: number, ...args: string[]) => {
      const terminal = openTerminal(["rows", path(), ...args], { columns, cwd });
      await terminal.ended;
      return terminal.screen();
    };

    test.each([40, 80, 120])(
      "%i columns: every number is whole, and columns without room are named",
      async (columns) => {
        expect(await screen(columns)).toMatchSnapshot();
      },
    );

    test("--columns and --sort choose what is shown", async () => {
      expect(await screen(80, "--columns", "domain,traffic", "--sort", "traffic")).toBe(
        "Domain             Traffic\n---------------  ---------\nimg.example.com  999 bytes\nwww.example.com   123.5 GB",
      );
    });

    test("--zone sets the zone of times in tables, csv and JSON alike, and tables name it", async () => {
      for (const [zone, label, table, iso] of [
        ["+08:00", "GMT+8", "2026-11-01 08:00", "2026-11-01T08:00:00+08:00"],
        ["UTC", "UTC", "2026-11-01 00:00", "2026-11-01T00:00:00Z"],
        ["-03:30", "GMT-3:30", "2026-10-31 20:30", "2026-10-31T20:30:00-03:30"],
        // Summer time ended on this day.
        ["America/New_York", "America/New_York", "2026-10-31 20:00", "2026-10-31T20:00:00-04:00"],
      ] as const) {
        const only = ["--columns", "time", "--limit", "1", "--zone", zone];
        expect(await screen(80, ...only)).toContain(`Time (${label})\n`);
        expect(await screen(80, ...only)).toContain(`\n${table}\n`);
        expect((await rows(path(), ...only)).stdout).toBe(`time\r\n${iso}\r\n`);
        expect((await rows(path(), ...only, "--json")).stdout).toBe(`{"time":"${iso}"}\n`);
      }
    });
  });

  test("shows twenty rows and counts the others", async () => {
    const terminal = openTerminal(["rows", await exported("csv", "en")], { cwd });
    await terminal.ended;
    expect(terminal.screen()).toMatch(/\n\(10 more rows: --limit 30 shows them\)$/);
  });

  test("refuses to read a table from the terminal", async () => {
    const terminal = openTerminal(["rows", "-"], { cwd });
    expect((await terminal.ended).code).toBe(2);
    expect(terminal.screen()).toBe("cdn-export: stdin is this terminal: pipe a file into it, or name a file");
  });
});

test("a reader that closes the pipe early, like head, isn't an error", async () => {
  written("many.csv", `Rank,URL\n${"1,/a\n".repeat(200_000)}`);
  const output = await shell("set -o pipefail; cdn-export rows many.csv | head -n 1; echo $?");
  expect(output.replaceAll("\r", "")).toBe("rank,url\n0\n");
});

/** Runs a shell command. @returns its output. */
async function shell(line: string): Promise<string> {
  const program = `cdn-export() { "${process.execPath}" "${BIN}" "$@"; }`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", `${program}; ${line}`], {
    cwd,
    env: environment(),
  });
  return stdout + stderr;
}
