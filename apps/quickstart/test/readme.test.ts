// Every program in the READMEs, the recipes and llms.txt is type-checked and run, unchanged, against an emulator.
import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { settledAt } from "@cdn-export/api/rules";
import { ACTIONS } from "@cdn-export/api/values";
import * as client from "@cdn-export/client";
import * as clientOnNode from "@cdn-export/client/node";
import type { Fault } from "@cdn-export/emulator";
import * as report from "@cdn-export/rows/report";
import * as signerOnNode from "@cdn-export/signer/node";
import * as sync from "@cdn-export/sync";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

const run = promisify(execFile);
const app = fileURLToPath(new URL("..", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
/** In this app, so that its dependencies are found. */
const programs = join(app, ".readme");

const documents = [
  "README.md",
  "README.zh-CN.md",
  "docs/recipes.md",
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

const filling = blocks.find(({ title }) => title === "packages/sync/README.md, program 1") as (typeof blocks)[number];

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

  it.each(blocks)("run: $title", async ({ file, code }) => {
    // These read a folder that another program of the same document fills.
    if (/openFolder\(|writeParquet\(/.test(code)) await start(filling.file);
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
  const keeping = blocks.filter(({ code }) => code.includes("jobFolder("));
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
    ["programs", /(?<=```(?:ts|console)\n)[\s\S]*?(?=```)/g],
    ["commands", /^(?:np[mx]|cdn-export) .*?(?= +#|$)/gm],
    ["links in this repository", /(?<=\]\()(?!README|https:)[^)]+(?=\))/g],
    ["names in the first column of a table", /(?<=^\| )`\w+`/gm],
  ])("have the same %s", (_, pattern) => {
    // The pictures of the page are in the language of the document.
    expect(chinese.replaceAll("-zh.png", ".png").match(pattern)).toEqual(english.match(pattern));
  });

  it.each<[what: string, pattern: RegExp]>([
    ["headings", /^#+ /gm],
    ["items of lists", /^- /gm],
  ])("have the same number of %s", (_, pattern) => {
    expect(chinese.match(pattern)?.length).toBe(english.match(pattern)?.length);
  });

  it("show each statistic, and when the rule says that it's complete", () => {
    const end = Date.parse("2026-11-08T00:00:00+08:00");
    for (const [text, hourLater, nextDay] of [
      [english, "an hour after the period", "12:00 (GMT+8) the next day"],
      [chinese, "时段结束一小时后", "次日 12:00（GMT+8）"],
    ] as const) {
      const rows = [...text.matchAll(/^\| `([a-z_]+)` .*\| (.*) \|$/gm)].map(([, action, complete]) => [
        action,
        complete,
      ]);
      const hours = (action: string) => (settledAt(action, end) - end) / 3_600_000;
      const expected = ACTIONS.map((action) => [action, { 1: hourLater, 12: nextDay }[hours(action)]]);
      expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(expected));
    }
  });
});

describe("docs/errors.md", () => {
  const exported: Record<string, unknown> = { ...client, ...clientOnNode, ...signerOnNode, ...sync, ...report };
  const errors = Object.keys(exported).filter((name) => name.endsWith("Error") && name !== "CdnExportError");
  const rowsOf = (name: string) =>
    readFileSync(join(root, name), "utf8")
      .match(/(?<=^\| )`\w+Error`.*?(?= \|)/gm)
      ?.join() ?? "";

  it("lists every error that a program can catch, and the README's", () => {
    const listed = rowsOf("docs/errors.md");
    const expected = [...errors, ...(rowsOf("README.md").match(/\w+Error/g) ?? [])];
    expect(expected.filter((name) => !listed.includes(`\`${name}\``))).toEqual([]);
  });

  it("names the one that isn't a CdnExportError", () => {
    const others = errors.filter(
      (name) => !((exported[name] as typeof Error).prototype instanceof client.CdnExportError),
    );
    expect(others).toEqual(["NoCredentialsError"]);
  });
});
