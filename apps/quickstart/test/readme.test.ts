// Every program in the READMEs and in llms.txt is type-checked and run, unchanged, against an emulator.
import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as client from "@cdn-export/client";
import * as clientOnNode from "@cdn-export/client/node";
import type { Fault } from "@cdn-export/emulator";
import * as signerOnNode from "@cdn-export/signer/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const run = promisify(execFile);
const app = fileURLToPath(new URL("..", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
/** In this app, so that its dependencies are found. */
const programs = join(app, ".readme");

const documents = [
  "README.md",
  "README.zh-CN.md",
  "llms.txt",
  ...globSync("packages/*/README.md", { cwd: root }).sort(),
].map((name) => ({ name, text: readFileSync(join(root, name), "utf8") }));

const blocks = documents.flatMap(({ name, text }) =>
  [...text.matchAll(/```(ts|js)\n([\s\S]*?)```/g)].map(([, , code = ""], index) => ({
    title: `${name}, program ${index + 1}`,
    file: join(programs, `${name.replaceAll("/", "-")}-${index + 1}.ts`),
    code,
  })),
);

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "readme-"));
});
afterEach(() => rm(cwd, { recursive: true }));

/** Runs a program in a separate folder, against an emulator with these faults. */
function start(file: string, ...faults: Fault[]): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, EMULATOR_FAULTS: JSON.stringify(faults) };
  return run(process.execPath, ["--import", join(app, "src/on-emulator.mjs"), file], { cwd, env });
}

beforeAll(async () => {
  await mkdir(programs, { recursive: true });
  for (const { file, code } of blocks) await writeFile(file, code);
});
afterAll(() => rm(programs, { recursive: true }));

describe("the programs in the READMEs", () => {
  it("exist", () => {
    expect(blocks.length).toBeGreaterThan(8);
  });

  it("pass the type check with this repository's settings", async () => {
    const config = {
      extends: "../tsconfig.json",
      compilerOptions: { isolatedDeclarations: false, declaration: false },
      include: ["*.ts"],
    };
    await writeFile(join(programs, "tsconfig.json"), JSON.stringify(config));
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const output = await run(process.execPath, [tsc, "--project", programs]).catch(({ stdout }) => stdout as string);
    expect(output).toMatchObject({ stdout: "" });
  });

  it.each(blocks)("run: $title", async ({ file }) => {
    const { stderr } = await start(file);
    expect(stderr.replaceAll(/^(planned|submitting|waiting|done) .*\n/gm, "")).toBe("");
  });
});

it.each(documents)("$name shows how to install the packages that its programs use", ({ text }) => {
  const ours = (command: string) => command.match(/@cdn-export\/\w+/g) ?? [];
  const programs = blocks.filter(({ code }) => text.includes(code)).flatMap(({ code }) => ours(code));
  const installed = text.match(/^npm install .*$/gm)?.flatMap(ours) ?? [];
  expect(installed).toEqual(expect.arrayContaining(programs));
});

describe("the programs that keep a job", () => {
  // The Chinese README has the same programs; a test below checks that.
  const keeping = blocks.filter(({ title, code }) => code.includes("jobFolder(") && !title.includes("zh-CN"));
  // The folder also keeps create calls whose task isn't known yet.
  const jobs = async () => (await readdir(join(cwd, "jobs"))).filter((name) => name !== "claims.json");
  const files = async () => (await readdir(cwd)).filter((name) => name.endsWith(".csv"));

  it.each(keeping)("start again after a failed task: $title", async ({ file }) => {
    await expect(start(file, { at: "create", what: "task-fails" })).rejects.toThrow("JobFailedError");
    expect(await jobs()).toEqual([]);
    await start(file);
    expect(await files()).toHaveLength(1);
  });

  it.each(keeping)("ignore a truncated record: $title", async ({ file }) => {
    await mkdir(join(cwd, "jobs"));
    await writeFile(join(cwd, "jobs/1124-k3f9.json"), '{"format":"cdn-export job","vers');
    await start(file);
    expect([await files(), await jobs()]).toEqual([[expect.any(String)], ["1124-k3f9.json"]]);
  });

  it.each(keeping.slice(0, 1))("drop a job that is too old: $title", async ({ file }) => {
    const refused: Fault = { at: "list", what: "status", status: 403, times: "always" };
    await expect(start(file, refused)).rejects.toThrow("ApiError");
    const [name = ""] = await jobs();
    const record = join(cwd, "jobs", name);
    const aged = (await readFile(record, "utf8")).replace(/"createdAt":"20\d\d/, '"createdAt":"2020');
    await writeFile(record, aged);
    await expect(start(file, refused)).rejects.toThrow("ApiError");
    expect(await jobs()).toEqual([]);
  });
});

describe("README.md and README.zh-CN.md", () => {
  const [english = "", chinese = ""] = ["README.md", "README.zh-CN.md"].map((name) =>
    readFileSync(join(root, name), "utf8"),
  );

  it.each<[what: string, pattern: RegExp]>([
    ["programs", /(?<=```ts\n)[\s\S]*?(?=```)/g],
    ["commands", /^npm (?:run|install) .*?(?= {2}|$)/gm],
    ["links", /(?<=\]\()(?!README)[^)]+(?=\))/g],
  ])("have the same %s", (_, pattern) => {
    const found = (text: string) => text.match(pattern)?.map((part) => part.replaceAll(/\/\/.*/g, ""));
    expect(found(chinese)).toEqual(found(english));
  });

  it.each<[what: string, pattern: RegExp]>([
    ["headings", /^#+ /gm],
    ["rows of tables", /^\|/gm],
    ["items of lists", /^- /gm],
  ])("have the same number of %s", (_, pattern) => {
    expect(chinese.match(pattern)?.length).toBe(english.match(pattern)?.length);
  });

  it("list every error that a program can catch", () => {
    const errors = [client, clientOnNode, signerOnNode]
      .flatMap(Object.keys)
      .filter((name) => name.endsWith("Error") && name !== "CdnExportError");
    for (const text of [english, chinese]) {
      const rows = text.match(/^\| `.*$/gm)?.join() ?? "";
      expect(errors.filter((name) => !rows.includes(`\`${name}\``))).toEqual([]);
    }
  });
});
