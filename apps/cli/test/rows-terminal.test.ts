import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { BIN, environment } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";
import { cwd, exported, rows, written } from "./exported.ts";

const ESCAPE = /[\p{Cc}\u202e]/u;

describe("what strangers write", () => {
  const EVIL = "\u001b]0;gotcha\u0007\u001b[2J\u009b31m\u202e";
  // Behind the first bytes, by which the type of a file is told.
  const content = `User-Agent,Requests\n${"harmless,1\n".repeat(50)}"${EVIL}",2\n=1+1,3\n`;

  test("stays exact in a pipe", async () => {
    expect((await rows(written("evil.csv", content))).stdout).toContain(EVIL);
    const { stdout } = await rows(written("evil.csv", content), "--json");
    expect(JSON.parse(stdout.split("\n")[50] ?? "")).toEqual({ userAgent: EVIL, requests: 2 });
  });

  test.each(["table", "csv", "ndjson"])("never steers a terminal: %s", async (format) => {
    const path = written("evil.csv", content);
    const { raw } = await openTerminal(["rows", path, "--format", format, "--limit", "99"], { cwd }).ended;
    expect(raw).toContain("gotcha");
    expect(raw.replaceAll("\r\n", "")).not.toMatch(ESCAPE);
  });

  test("is no formula with --guard-formulas, and Chinese for Excel with --bom", async () => {
    written("evil.csv", content);
    await shell("cdn-export rows evil.csv --guard-formulas --bom > for-excel.csv");
    const text = readFileSync(join(cwd, "for-excel.csv"), "utf8");
    expect(text).toMatch(/^\uFEFFuserAgent,requests\r\n/);
    expect(text).toContain("'=1+1,3\r\n");
  });
});

describe("on a terminal", () => {
  test.each([40, 80, 140])("%i columns: no line is longer, and Chinese lines up", async (columns) => {
    const terminal = openTerminal(["rows", await exported("gzip", "zh"), "--limit", "3"], { columns, cwd });
    const { code, raw } = await terminal.ended;
    expect(code).toBe(0);
    expect(raw.replaceAll("\r\n", "")).not.toMatch(ESCAPE);
    expect(terminal.screen()).toMatchSnapshot();
  });

  test("twenty rows are shown, and the others counted", async () => {
    const terminal = openTerminal(["rows", await exported("csv", "en")], { cwd });
    await terminal.ended;
    expect(terminal.screen()).toMatch(/\n\(10 more rows: --limit 30 shows them\)$/);
  });

  test("stdin that nobody pipes into is refused", async () => {
    const terminal = openTerminal(["rows", "-"], { cwd });
    expect((await terminal.ended).code).toBe(2);
    expect(terminal.screen()).toBe("cdn-export: stdin is this terminal: pipe a file into it, or name one");
  });
});

test("a reader that has seen enough, like head, is no failure", async () => {
  written("many.csv", `Rank,URL\n${"1,/a\n".repeat(200_000)}`);
  const output = await shell("set -o pipefail; cdn-export rows many.csv | head -n 1; echo $?");
  expect(output.replaceAll("\r", "")).toBe("rank,url\n0\n");
});

/** A line as people type it. @returns what it writes. */
async function shell(line: string): Promise<string> {
  const program = `cdn-export() { "${process.execPath}" "${BIN}" "$@"; }`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-c", `${program}; ${line}`], {
    cwd,
    env: environment(),
  });
  return stdout + stderr;
}
