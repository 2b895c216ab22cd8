import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const readme = readFileSync(path("../../../README.md"), "utf8");

describe("the README's example", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "quickstart-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("is identical to src/example.ts", () => {
    const [, example] = readme.match(/```ts\n([\s\S]*?)```/) ?? [];
    expect(example).toBe(readFileSync(path("../src/example.ts"), "utf8"));
  });

  it("exports a file from an emulator, with the README's command, and prints the README's line", async () => {
    const [, command = ""] = /^npx node (.*)$/m.exec(readme) ?? [];
    const args = command.split(" ").map((arg) => (arg.startsWith("-") ? arg : path(`../../../${arg}`)));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder });
    // The figures depend on the day.
    const [, shown = ""] = /^```console\n(.*\n)```$/m.exec(readme) ?? [];
    expect(stdout.replace(/\d+/, "")).toBe(shown.replace(/\d+/, ""));
    expect(stderr).toBe("");
    expect(await readdir(folder)).toEqual(["top-urls.csv"]);
    expect((await readFile(join(folder, "top-urls.csv"), "utf8")).split("\n").length).toBeGreaterThan(50);
  });
});
