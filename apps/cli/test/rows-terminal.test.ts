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

  test("isn't a formula with --guard-formulas, and --bom writes a byte order mark", async () => {
    written("evil.csv", content);
    await shell("cdn-export rows evil.csv --guard-formulas --bom > for-excel.csv");
    const text = readFileSync(join(cwd, "for-excel.csv"), "utf8");
    expect(text).toMatch(/^\uFEFFuserAgent,requests\r\n/);
    expect(text).toContain("'=1+1,3\r\n");
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
