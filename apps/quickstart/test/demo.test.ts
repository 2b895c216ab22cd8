// The demo as a user runs it: a process of its own, right input and wrong.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulator } from "@cdn-export/emulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const DEMO = fileURLToPath(new URL("../src/demo.ts", import.meta.url));
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

function demo(args: string[], env: Record<string, string> = {}, interruptAt?: RegExp): Promise<Run> {
  const clean = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/CLOUD|INIT_CWD/.test(name)));
  const child = spawn(process.execPath, [DEMO, ...args], { cwd: folder, env: { ...clean, ...env } });
  const run: Run = { code: null, stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    run.stdout += text;
    if (interruptAt?.test(run.stdout)) child.kill("SIGINT");
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    run.stderr += text;
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ ...run, code })));
}

/** One line that begins with the program's name; no stack, and nothing left behind. */
async function expectOneLine({ code, stderr }: Run, text: string | RegExp) {
  expect(stderr).toMatch(/^demo: .*\n$/);
  expect(stderr).toMatch(text);
  expect(code).toBe(1);
  const left = await readdir(folder, { recursive: true });
  expect(left.filter((name) => name !== "exports")).toEqual([]);
}

describe("the demo", () => {
  it("exports, shows the first rows and says where the file lies, when called as the README does", async () => {
    const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
    const [, args = ""] = /^npm run demo -- (.*)$/m.exec(readme) ?? [];
    const { code, stdout, stderr } = await demo(args.split(" "));
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("top_url_detail of www.example.com, 2026-11-01 to 2026-11-08 (GMT+8)");
    expect(stdout).toMatch(/file {6}exports\/top-urls\.csv, \d+ bytes, sha256 [0-9a-f]{64}/);
    expect(stdout).toMatch(/^ {2}1,https:\/\/www\.example\.com\//m);
    expect(await readdir(join(folder, "exports"))).toEqual(["top-urls.csv"]);
    expect(await readFile(join(folder, "exports/top-urls.csv"), "utf8")).toContain("https://www.example.com/");
  });

  it("talks to another service with the key from the environment, when told to", async () => {
    const cloud = await startEmulator({
      accounts: [{ ak: "FAKEAK000001", sk: "not-a-secret", domainId: "1" }],
      runMs: 0,
      format: "csv",
    });
    const env = { CLOUD_SDK_AK: "FAKEAK000001", CLOUD_SDK_SK: "not-a-secret" };
    const { code, stdout, stderr } = await demo(
      ["--live", "--endpoint", cloud.url, "--action", "uv", "--domain", "all"],
      env,
    );
    await cloud.close();
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Export from ${cloud.url}, with the key FAKE...`);
    expect(await readdir(join(folder, "exports"))).toEqual(["uv.csv"]);
  });

  it("tells how to use it", async () => {
    expect((await demo(["--help"])).stdout).toContain("--from DATE");
  });
});

describe("the demo with wrong input", () => {
  it.each([
    [["--actoin", "uv"], "Unknown option '--actoin'"],
    [["--action"], "--action"],
    [["--from", "2026-11-01"], "--from and --to belong together"],
    [["--from", "yesterday", "--to", "2026-11-08"], '"yesterday" is not a day of the calendar, such as "2026-11-01"'],
    [["--from", "2026-02-30", "--to", "2026-11-08"], '"2026-02-30" is not a day'],
    [["--from", "2026-11-08", "--to", "2026-11-01"], "the period must begin before it ends"],
    [["--action", "nonsense"], '--action: "nonsense" is not one of '],
    [["--action", "toop_url_detail"], "Did you mean top_url_detail?"],
    [["--interval", "60"], "interval must be one of 300, 3600, not 60"],
    [["--interval", "hour"], "--interval is a whole number"],
    [["--language", "fr"], 'language must be one of "zh", "en", not "fr"'],
    [["--domain", "a b"], '"a b" is not a domain name'],
    [["--port", "70000"], "--port is a whole number up to 65535, not 70000"],
    [["--endpoint", "eu"], "--endpoint goes with --live"],
    [["--out", "missing/top.csv"], "cannot be written: its folder does not exist. Choose another path"],
    [["--out", `${"n".repeat(300)}.csv`], "cannot be written: its name is too long"],
    [["--out", "/proc/top.csv"], "cannot be written"],
    [["--out", ""], "--out is empty"],
    [["--action", ""], "--action is empty"],
    [["--domain", "all", "--domain", "x"], "--domain all stands alone"],
    [["--interval", "0x12c"], "--interval is a whole number"],
    [["uv"], "with -- before the first option"],
    [["--live", "--endpoint", ""], "--endpoint is empty"],
    [["--live"], "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"],
  ])("%j says in one line what is wrong", async (args, text) => {
    await expectOneLine(await demo(args), text);
  });

  it.each([
    ["foo", 'The endpoint "foo" is not a site'],
    ["ftp://x", "is not a site"],
    ["http://127.0.0.1:99999", "is not a site"],
    ["http://user:not-a-secret@localhost", "The endpoint must not hold a user or a password"],
  ])("says that the endpoint %s is none, and repeats no password", async (endpoint, text) => {
    const run = await demo(["--live", "--endpoint", endpoint], { CLOUD_SDK_AK: "FAKEAK000001", CLOUD_SDK_SK: "x" });
    await expectOneLine(run, text);
    expect(run.stderr).not.toContain("not-a-secret");
  });

  it("ends quietly when nobody reads on", async () => {
    const child = spawn("sh", ["-c", `"${process.execPath}" "${DEMO}" 2>errors | head -n 1`], { cwd: folder });
    await new Promise((resolve) => child.on("close", resolve));
    expect(await readFile(join(folder, "errors"), "utf8")).toBe("");
  });

  it("names a half of a key", async () => {
    await expectOneLine(
      await demo(["--live"], { CLOUD_SDK_AK: "FAKEAK000001" }),
      "CLOUD_SDK_AK is set without CLOUD_SDK_SK",
    );
  });

  it("says that the secret is wrong, and shows none", async () => {
    const cloud = await startEmulator({ accounts: [{ ak: "FAKEAK000001", sk: "not-a-secret", domainId: "1" }] });
    const env = { CLOUD_SDK_AK: "FAKEAK000001", CLOUD_SDK_SK: "wrong-not-a-secret" };
    const run = await demo(["--live", "--endpoint", cloud.url], env);
    await cloud.close();
    await expectOneLine(run, /HTTP 401, APIGW\.0301, .*\(request id .*\)\. Check SK and clock/);
    expect(run.stderr + run.stdout).not.toContain("not-a-secret");
  });

  it("says that nobody answers", async () => {
    // It tries again several times; with timers fifty times as fast nobody waits for that.
    const fast =
      "const { setTimeout: later } = globalThis; globalThis.setTimeout = (work, ms) => later(work, ms / 50);";
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(fast)}`;
    const env = { CLOUD_SDK_AK: "FAKEAK000001", CLOUD_SDK_SK: "not-a-secret", NODE_OPTIONS };
    const closed = await startEmulator();
    await closed.close();
    await expectOneLine(await demo(["--live", "--endpoint", closed.url], env), "ECONNREFUSED");
  });

  it("names a port that is in use", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const run = await demo(["--port", String(port)]);
    server.close();
    await expectOneLine(run, String(port));
  });

  it("leaves no file behind when it is interrupted, and says what goes on", async () => {
    await mkdir(join(folder, "exports"));
    const { code, stderr } = await demo([], {}, /wait/);
    expect([code, stderr]).toEqual([130, "demo: stopped; no file was written\n"]);
    expect(await readdir(join(folder, "exports"))).toEqual([]);

    const cloud = await startEmulator({ runMs: 60_000, accounts: [{ ak: "FAKEAK000001", sk: "x", domainId: "1" }] });
    const live = await demo(
      ["--live", "--endpoint", cloud.url],
      { CLOUD_SDK_AK: "FAKEAK000001", CLOUD_SDK_SK: "x" },
      /wait/,
    );
    await cloud.close();
    expect(live.code).toBe(130);
    expect(live.stderr).toMatch(/^demo: stopped; no file was written\. Task [0-9a-f]{32} goes on at the service\n$/);
  });
});
