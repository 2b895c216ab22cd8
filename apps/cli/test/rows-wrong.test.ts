import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cwd, exported, rows, written } from "./exported.ts";

describe("a file that can't be read", () => {
  mkdirSync(join(cwd, "folder"));
  written("whole.csv", "Rank,URL\n1,/a\n");

  const wrong: [why: string, args: string[], code: number, message: string][] = [
    ["no file", [], 2, "missing required argument 'file'. See cdn-export rows --help"],
    ["a typo in the name", ["whole.cvs"], 2, "there is no file whole.cvs. Did you mean whole.csv?"],
    ["a folder", ["folder"], 2, "folder is a folder: name a file in it"],
    [
      "an unknown format",
      ["whole.csv", "--format", "ndjsn"],
      2,
      "isn't one of table, csv, ndjson. Did you mean ndjson?",
    ],
    ["json and csv", ["whole.csv", "--json", "--format", "csv"], 2, "--json means --format ndjson"],
    ["a byte order mark in JSON", ["whole.csv", "--json", "--bom"], 2, "--bom is for csv: it has no effect on ndjson"],
    [
      "--raw with a table",
      ["whole.csv", "--format", "table", "--raw"],
      2,
      "--raw is for csv: it has no effect on table",
    ],
    [
      "an unknown zone",
      ["whole.csv", "--zone", "Mars/Base"],
      2,
      `--zone: "Mars/Base" isn't a time zone: use +08:00, UTC`,
    ],
    ["an impossible offset", ["whole.csv", "--zone", "+15:00"], 2, `--zone: "+15:00" isn't a time zone`],
    [
      "a typo in --sort",
      ["whole.csv", "--sort", "-rnk"],
      2,
      `--sort: there is no column "rnk"; the columns are rank, url`,
    ],
    ["a negative limit", ["whole.csv", "--limit", "-1"], 2, `--limit: "-1" isn't a whole number of at least 0`],
    [
      "--table with a plain file",
      ["whole.csv", "--table", "x"],
      2,
      'there is no table "x"; the file is a single table',
    ],
  ];

  test.each(wrong)("%s", async (_, args, exitCode, message) => {
    const { code, stdout, stderr } = await rows(...args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^cdn-export: .*\n$/);
    expect({ code, stdout: args.includes("--json") ? "" : stdout }).toEqual({ code: exitCode, stdout: "" });
  });

  test.each([
    ["empty", "", "The file is empty"],
    ["an error page", "<!doctype html><title>403</title>", "The file is markup"],
    ["an error response", '{"error":{"error_code":"CDN.0001"}}', "The file is JSON"],
    ["binary data", new Uint8Array([0, 1, 2, 3, 255, 254, 0, 0, 1]), "The file has an unknown type"],
  ])("%s: exits with 7", async (name, content, message) => {
    const { code, stdout, stderr } = await rows(written(name, content));
    expect({ code, stdout }).toEqual({ code: 7, stdout: "" });
    expect(stderr).toContain(`cdn-export: ${message}`);
  });

  test.each(["xlsx", "gzip", "zip"] as const)("truncated %s: exits with 7", async (format) => {
    const whole = readFileSync(await exported(format, "en"));
    const path = written(`cut.${format}`, whole.subarray(0, whole.length - 20));
    for (const to of ["table", "csv"]) {
      const { code, stderr } = await rows(path, "--format", to);
      expect(code).toBe(7);
      expect(stderr).toMatch(/^cdn-export: The \w+ file is damaged.*was cut off.*\n$/);
    }
  });
});
