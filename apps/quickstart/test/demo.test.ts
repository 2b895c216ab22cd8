// Runs the demo as a user does, with valid and invalid arguments.
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulator } from "@cdn-export/emulator";
import { afterEach, beforeEach, expect, it } from "vitest";

const DEMO = fileURLToPath(new URL("../src/demo.ts", import.meta.url));
const KEY = { ak: "FAKEAK000001", sk: "not-a-secret", domainId: "1" };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "demo-"));
});
afterEach(() => rm(folder, { recursive: true }));

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** @param stopAt - sends SIGINT once stdout matches. */
function demo(args: string[], env: Record<string, string> = {}, stopAt?: RegExp): Promise<Run> {
  const clean = Object.entries(process.env).filter(([name]) => !/CLOUD|INIT_CWD|CDN_EXPORT/.test(name));
  const child = spawn(process.execPath, [DEMO, ...args], {
    cwd: folder,
    env: { ...Object.fromEntries(clean), ...env },
  });
  const run: Run = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    run.stdout += text;
    if (stopAt?.test(run.stdout)) child.kill("SIGINT");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    run.stderr += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...run, code })));
}

it("exports the README's example and prints the first rows of the file", async () => {
  const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
  const [, args = "--out exports/top-urls.csv"] = /^npm run demo -- (--.*)$/m.exec(readme) ?? [];
  const { code, stdout, stderr } = await demo(args.split(" "));
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^ {2}create/m);
  expect(stdout).toMatch(/^ {2}saved exports\/top-urls\.csv, \d+ bytes$/m);
  expect(stdout).toMatch(/^1,https:\/\/www\.example\.com\//m);
  expect(await readdir(join(folder, "exports"))).toEqual(["top-urls.csv"]);
});

it("exports from CDN_EXPORT_ENDPOINT with the key in the environment, and prints no secret", async () => {
  const cloud = await startEmulator({ accounts: [KEY], runMs: 0, format: "csv" });
  try {
    const env = { CDN_EXPORT_ENDPOINT: cloud.url, HUAWEICLOUD_SDK_AK: KEY.ak, HUAWEICLOUD_SDK_SK: KEY.sk };
    const args = ["--action", "uv", "--domain", "a.example.com", "--domain", "b.example.com"];
    expect(await demo(args, env)).toMatchObject({ code: 0, stderr: "" });
    expect(cloud.tasks[0]?.request.domain_name).toBe("a.example.com,b.example.com");
    const refused = await demo(args, { ...env, HUAWEICLOUD_SDK_SK: "wrong-not-a-secret" });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringMatching(/^demo: .*APIGW\.0301.*\n$/) });
    expect(refused.stdout + refused.stderr).not.toContain("not-a-secret");
  } finally {
    await cloud.close();
  }
});

it.each<[args: string[], message: string]>([
  [["--actoin", "uv"], "Unknown option '--actoin'"],
  [["--from", "2026-11-01"], "--from and --to belong together"],
  [["--from", "2026-02-30", "--to", "2026-11-08"], '"2026-02-30" is not a day'],
  [["--from", "2026-11-08", "--to", "2026-11-01"], "the period must begin before it ends"],
  [["--action", "nonsense"], '"nonsense"'],
  [["--domain", "a b"], '"a b" is not a domain name'],
  [["--out", "missing/top.csv"], "its folder does not exist"],
  [["--live"], "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"],
])("%j fails with one line", async (args, message) => {
  const { code, stderr } = await demo(args);
  expect(stderr).toMatch(/^demo: .*\n$/);
  expect(stderr).toContain(message);
  expect(code).toBe(1);
});

it("stops on Ctrl-C and leaves no file", async () => {
  expect(await demo([], {}, /waiting/)).toMatchObject({ code: 130, stderr: "demo: stopped\n" });
  expect(await readdir(folder)).toEqual([]);
});

it("ends quietly when its reader closes the pipe", async () => {
  const child = spawn("sh", ["-c", `"${process.execPath}" "${DEMO}" 2>errors | head -n 1`], { cwd: folder });
  await new Promise((resolve) => child.on("close", resolve));
  expect(await readFile(join(folder, "errors"), "utf8")).toBe("");
});

it("prints its options with --help", async () => {
  expect((await demo(["--help"])).stdout).toContain("--from 2026-11-01");
});
