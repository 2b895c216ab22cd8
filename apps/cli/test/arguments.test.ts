// Behaviour that all commands share: errors as JSON, misplaced flags, help.
import { expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";

test.each([
  ["an unknown command", ["gte"], "unknown command 'gte'. Did you mean get? See cdn-export --help"],
  ["a missing argument", ["get"], "missing required argument 'action'. See cdn-export get --help"],
  [
    "an unknown flag",
    ["tasks", "--limt", "3"],
    "unknown option '--limt'. Did you mean --limit? See cdn-export tasks --help",
  ],
  [
    "a flag without its value",
    ["tasks", "--limit"],
    "option '--limit <number>' argument missing. See cdn-export tasks --help",
  ],
  ["too many arguments", ["doctor", "now"], "too many arguments for 'doctor'"],
  ["a wrong value", ["rows", "x", "--format", "xls"], `--format: "xls" isn't one of table, csv, ndjson`],
])("%s is one object with --json", async (_, args, message) => {
  const [first = "", ...others] = args;
  const { code, stdout, stderr } = await run([first, "--json", ...others]);
  const { error, exitCode } = JSON.parse(stdout);
  expect(error).toEqual({ name: "UsageError", message: expect.stringContaining(message) });
  expect({ code, exitCode }).toEqual({ code: 2, exitCode: 2 });
  expect(stdout).toMatch(/^.*\n$/);
  expect(stderr).toBe(`cdn-export: ${error.message}\n`);
});

test.each(["--json", "--debug", "-q"])("the error about %s before the command says where it goes", async (flag) => {
  const { code, stderr } = await run([flag, "tasks"]);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `cdn-export: ${flag} goes after the command: cdn-export tasks ${flag}\n`,
  });
});

test("`help` prints the same as --help, and suggests a command for a typo", async () => {
  expect(await run(["help"])).toEqual(await run(["--help"]));
  expect(await run(["help", "rows"])).toEqual(await run(["rows", "--help"]));
  const { code, stderr } = await run(["help", "row"]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: "cdn-export: unknown command 'row'. Did you mean rows?\n" });
});

test("help fits 60 columns, except for examples", async () => {
  const terminal = openTerminal(["--help"], { columns: 60, cwd: newFolder() });
  const { raw } = await terminal.ended;
  const [before = ""] = raw.split("Examples:");
  expect(Math.max(...before.split("\r\n").map((line) => line.length))).toBeLessThanOrEqual(60);
});
