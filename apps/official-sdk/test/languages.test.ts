import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { CASES, reported } from "../src/cases.ts";
import { LANGUAGES, PROGRAMS } from "../src/languages.ts";
import { drawTable, readTable } from "../src/table.ts";

const document = await readFile(new URL("../../../docs/languages.md", import.meta.url), "utf8");
const app = new URL("..", import.meta.url);

test("the document has a result for every case in every language", () => {
  const documented = readTable(document);
  for (const { name } of CASES)
    for (const language of LANGUAGES) expect(documented(language, name), `${language}, ${name}`).toBeTruthy();
});

test.each([
  ["python", "python/test_export.py"],
  ["java", "java/src/test/java/ExportTest.java"],
  ["go", "go/export/main_test.go"],
])("the recipe for %s in the document is the file that test:sdks runs", async (language, file) => {
  expect(document).toContain(`\`\`\`${language}\n${await readFile(new URL(file, app), "utf8")}\`\`\``);
});

test("the document links to every program", () => {
  for (const file of [
    ...["python/sample.py", "python/export.py", "go/sample/main.go", "go/export/main.go"],
    ...["java/src/main/java/Sample.java", "java/src/main/java/Export.java", "node/sample.ts", "node/export.ts"],
  ]) {
    expect(existsSync(new URL(file, app))).toBe(true);
    expect(document).toContain(`(../apps/official-sdk/${file})`);
  }
  expect(Object.keys(PROGRAMS)).toEqual([...LANGUAGES]);
});

const fields = (status: string, id: string, code: string, message: string) =>
  `created\nstatus: ${status}\nrequest id: ${id}\ncode: ${code}\nmessage: ${message}\n`;

test.each([
  ["401 APIGW.0301", fields("401", "75f5", "APIGW.0301", "wrong")],
  ["401 APIGW.0301, locked", fields("401", "75f5", "APIGW.0301", "AK access failed to reach the limit,forbidden")],
  ["400, no code", fields("400", "75f5", "undefined", "wrong")],
  ["only a message with APIGW.0301", fields("None", "None", "None", "Failed to get domain id: APIGW.0301")],
  ["only a message with no code", fields("None", "null", "", "no connection")],
  ["429 429, no request ID", fields("429", "", "429", "too many").replaceAll("\n", "\r\n")],
  ["no error", "created\nno finished task: was the query valid?\n"],
  ["failed: Boom", "Traceback\nBoom\n"],
])("the report of a program is: %s", (report, stderr) => {
  expect(reported({ code: 1, stdout: "", stderr })).toBe(report);
});

test.each([
  ["file", "Rank,URL,Requests\r\n1,/,2\r\n"],
  ["created", "created: 200\n"],
  ["nothing", ""],
])("the report of a program that succeeds is: %s", (report, stdout) => {
  expect(reported({ code: 0, stdout, stderr: "" })).toBe(report);
});

test("the table shows ok, FAILED, and a dash for a step that wasn't run", () => {
  const results = new Map([
    ["install and build", { ok: true, text: "3 s" }],
    ["wrong key", { ok: false, text: "no error" }],
  ]);
  const lines = drawTable(new Map([["Go", results]])).split("\n");
  expect(lines[0]).toMatch(/^step +Python +Java +Go +Node$/);
  expect(lines[1]).toMatch(/^install and build +- +- +ok 3 s +-$/);
  expect(lines.find((line) => line.startsWith("wrong key "))).toMatch(/^wrong key +- +- +FAILED +-$/);
  expect(lines).toHaveLength(2 + 5 + CASES.length + 1);
});
