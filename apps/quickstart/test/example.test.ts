import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

describe("the README's example", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "quickstart-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("is identical to src/example.ts", async () => {
    const readme = await readFile(path("../../../README.md"), "utf8");
    const [, example] = readme.match(/```ts\n([\s\S]*?)```/) ?? [];
    expect(example).toBe(await readFile(path("../src/example.ts"), "utf8"));
  });

  it("exports a file from an emulator", async () => {
    const args = ["--import", path("../src/on-emulator.mjs"), path("../src/example.ts")];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { cwd: folder });
    expect(stdout).toMatch(/^\d+ bytes of csv in top-urls\.csv\n$/);
    expect(stderr).toBe("");
    expect(await readdir(folder)).toEqual(["top-urls.csv"]);
    expect((await readFile(join(folder, "top-urls.csv"), "utf8")).split("\n").length).toBeGreaterThan(50);
  });
});
