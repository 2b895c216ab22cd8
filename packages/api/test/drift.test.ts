// Breaks the input files and the generated files one by one: each problem is one line with its file, without a stack.
import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { unlockedTools, writeAll } from "../generator/files.ts";
import { lint } from "../generator/lint.ts";
import { SpecError } from "../generator/source.ts";
import { loadSpec } from "../generator/spec.ts";

const ROOT = join(import.meta.dirname, "../../..");
const MAIN = join(import.meta.dirname, "../generator/main.ts");
const root = await mkdtemp(join(tmpdir(), "drift-"));
const FILES = ["spec", "packages/api/generated", "docs/reference.md", "docs/evidence.md", "llms.txt"];

beforeEach(async () => {
  await rm(root, { recursive: true });
  for (const file of FILES) await cp(join(ROOT, file), join(root, file), { recursive: true });
});
afterAll(() => rm(root, { recursive: true }));

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const text = await readFile(join(root, file), "utf8");
  expect(change(text)).not.toBe(text);
  await writeFile(join(root, file), change(text));
}

/** Returns the problems of the spec in the copy. */
async function problems(): Promise<string[]> {
  try {
    return lint(await loadSpec(join(root, "spec")));
  } catch (error) {
    if (error instanceof SpecError) return error.message.split("\n");
    throw error;
  }
}

function generate(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, "--root", root, ...args], { encoding: "utf8" });
  return { status, output: stdout + stderr };
}

describe("a damaged spec is reported with file and line", { timeout: 30_000 }, () => {
  it.each<[string, file: string, from: string, to: string, RegExp]>([
    ["broken YAML", "openapi.yaml", "paths:\n", "paths: [\n", /^spec\/openapi\.yaml:\d+:\d+ \S/],
    ["an alias without an anchor", "openapi.yaml", "&province-rule", "&other", /:\d+:\d+ No anchor &province-rule/],
    [
      "a reference to nothing",
      "openapi.yaml",
      '"#/components/schemas/Isp"',
      '"#/components/schemas/Ips"',
      /^spec\/openapi\.yaml:\d+:\d+ .*isp\.\$ref refers to #\/components\/schemas\/Ips, which does not exist/,
    ],
    [
      "an operationId that is used twice",
      "openapi.yaml",
      "operationId: listExportTasks",
      "operationId: createExportTask",
      /^spec\/openapi\.yaml:\d+:\d+ .*operationId is createExportTask, as that of POST \/v1/,
    ],
    [
      "an unknown table of codes",
      "openapi.yaml",
      "codes/isps.json",
      "codes/isp.json",
      /^spec\/openapi\.yaml:\d+:\d+ .*from names codes\/isp\.json, which does not exist/,
    ],
    ["a missing part", "openapi.yaml", "\nservers:\n", "\nhosts:\n", /^spec\/openapi\.yaml:1:1 has no servers$/],
    [
      "a reference to another kind of thing",
      "openapi.yaml",
      "#/components/responses/Error",
      "#/components/schemas/Isp",
      /^spec\/openapi\.yaml:\d+:\d+ .*\$ref refers to .*, but must refer to something in components\.responses$/,
    ],
    [
      "an operation without content",
      "openapi.yaml",
      "    get:\n",
      "    put:\n    get:\n",
      /:\d+ .*\.put must be a mapping, not nothing$/,
    ],
    [
      "text for a list",
      "openapi.yaml",
      "required: [country]",
      "required: country",
      /required must be .*, not "country"$/,
    ],
    [
      "an unknown type",
      "openapi.yaml",
      "type: string",
      "type: strnig",
      /:\d+:\d+ .*type must be one of .*, not "strnig"$/,
    ],
    [
      "a spec without a version",
      "openapi.yaml",
      "  version:",
      "  vers:",
      /^spec\/openapi\.yaml:\d+:\d+ info has no version$/,
    ],
    ["damaged JSON", "codes/isps.json", '",', '"', /^spec\/codes\/isps\.json:2:\d+ isn't JSON: \S/],
    ["JSON that ends early", "codes/isps.json", "\n]", "", /^spec\/codes\/isps\.json:\d+:\d+ isn't JSON: \S/],
    ["a row without a code", "codes/isps.json", '"code"', '"name"', /^spec\/codes\/isps\.json row 1 has no code$/],
    ["broken YAML in the questions", "questions.yaml", "- about", "- 'about", /^spec\/questions\.yaml:\d+:\d+ \S/],
    ["broken TypeScript", "rules.ts", "export function checkRules(", "export function (", /^spec\/rules\.ts:\d+ \S/],
  ])("%s", async (_, file, from, to, expected) => {
    await edit(`spec/${file}`, (text) => text.replace(from, to));
    const found = await problems();
    expect(found[0]).toMatch(expected);
    expect(found.join("\n")).not.toMatch(/\n\s+at /);
  });

  it("a missing file", async () => {
    await rm(join(root, "spec/questions.yaml"));
    expect(await problems()).toEqual(["spec/questions.yaml is missing or can't be read"]);
  });

  it("a duplicate row of countries.json and of errors.json", async () => {
    const twice = (text: string) => {
      const rows = JSON.parse(text);
      return JSON.stringify([...rows, rows[1]], null, 2);
    };
    await edit("spec/codes/countries.json", twice);
    await edit("spec/codes/errors.json", twice);
    expect(await problems()).toEqual([
      expect.stringMatching(/^spec\/codes\/errors\.json:\d+:3 CDN\.0001 is a duplicate of row 2$/),
      expect.stringMatching(/^spec\/codes\/countries\.json:\d+:3 ae is a duplicate of row 2$/),
    ]);
  });
});

// Each run of the generator starts a process.
describe("the generator", { timeout: 60_000 }, () => {
  it("prints the problem without a stack trace, and writes nothing", async () => {
    await edit("spec/openapi.yaml", (text) => text.replace('"#/components/schemas/Isp"', '"#/components/schemas/Ips"'));
    await edit("llms.txt", (text) => `${text}\n`);
    const { status, output } = generate();
    expect(status).toBe(1);
    expect(output).toMatch(/^spec\/openapi\.yaml:\d+:\d+ [^\n]*\n$/);
    expect(await readFile(join(root, "llms.txt"), "utf8")).toMatch(/\n\n$/);
  });

  it("reports a file that was edited by hand and a stray one, and writes only the first again", async () => {
    await edit("llms.txt", (text) => `${text}\n`);
    await writeFile(join(root, "packages/api/generated/notes.ts"), "");
    const checked = generate("--check");
    expect(checked.status).toBe(1);
    expect(checked.output).toContain("llms.txt was edited by hand.");
    expect(checked.output).not.toContain("Out of date");
    expect(checked.output).toContain("packages/api/generated/notes.ts is not a generated file.");

    expect(generate().output).toContain("llms.txt had been edited by hand.");
    await rm(join(root, "packages/api/generated/notes.ts"));
    expect(generate("--check")).toEqual({ status: 0, output: "The generated files are up to date.\n" });
  });

  it("reports a changed spec as out of date, and a comment in it as no change", async () => {
    await edit("spec/openapi.yaml", (text) => `# A comment.\n${text}`);
    expect(generate("--check").status).toBe(0);
    await edit("spec/openapi.yaml", (text) => text.replace("Where the traffic was served.", "Area."));
    const { status, output } = generate("--check");
    expect(status).toBe(1);
    expect(output).toMatch(/^Out of date, .*: packages\/api\/generated\/types\.ts, .*llms\.txt/);
    expect(output).not.toContain("by hand");
  });

  it("names an installed tool with another version than the locked one", async () => {
    expect(await unlockedTools()).toEqual([]);
    const api = join(import.meta.dirname, "..");
    await cp(join(api, "package.json"), join(root, "package.json"));
    await edit("package.json", (text) => text.replace(/("openapi-typescript": )"[^"]*"/, '$1"7.0.0"'));
    await symlink(join(api, "node_modules"), join(root, "node_modules"));
    expect(await unlockedTools(root)).toEqual([
      expect.stringMatching(/^openapi-typescript is \d+\.\d+\.\d+, but the lockfile has 7\.0\.0\./),
    ]);
  });

  it("writes no file if one of them can't be written", async () => {
    // A file where a folder must be.
    const contents = new Map([
      ["llms.txt", "new"],
      ["llms.txt/inner/file.ts", "new"],
    ]);
    const before = await readFile(join(root, "llms.txt"), "utf8");
    await expect(writeAll(root, contents)).rejects.toThrow(/^Nothing was written: /);
    expect(await readFile(join(root, "llms.txt"), "utf8")).toBe(before);
    expect((await readdir(root)).filter((name) => name.endsWith(".new"))).toEqual([]);
  });
});
