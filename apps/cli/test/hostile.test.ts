// Failures of the service and the machine: the message, what is kept, and the exit code.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { BIN, environment, newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";
import { reportFailure } from "../src/terminal/report-failure.ts";
import { createSession, type Session } from "../src/terminal/session.ts";

const QUERY = ["get", "uv", "www.example.com", "--on", "2026-11-01", "-o", "visitors"];
const SYNC = ["sync", "uv", "www.example.com", "--on", "2026-11-01"];

let cloud: Emulator;
let cwd: string;
let state: string;
let env: Record<string, string>;

beforeEach(async () => {
  cloud = await startEmulator({ format: "csv", runMs: 0, createBody: "task-id" });
  cwd = newFolder();
  state = newFolder();
  env = { CDN_EXPORT_ENDPOINT: cloud.url, CDN_EXPORT_STATE: state };
});
afterEach(() => cloud.close());

test.each([
  ["get", QUERY],
  ["sync", SYNC],
])("%s: reports a state folder that can't be made before it sends anything", async (_, args) => {
  const file = join(state, "file");
  writeFileSync(file, "");
  const { code, stderr } = await run(args, { env: { ...env, CDN_EXPORT_STATE: file }, cwd });
  expect(code).toBe(7);
  expect(stderr).toMatch(/^cdn-export: the folder for unfinished jobs, .* a file has that name\. Nothing .*\n$/);
  expect(cloud.tasks).toEqual([]);
});

test("if stdout's disk is full, it exits with 7 and keeps the job", async ({ skip }) => {
  if (!existsSync("/dev/full")) skip("there is no /dev/full here");
  const full = openSync("/dev/full", "w");
  const child = spawn(process.execPath, [BIN, ...QUERY.slice(0, -1), "-"], {
    cwd,
    env: { ...environment(), ...env },
    stdio: ["ignore", full, "pipe"],
  });
  const [stderr, [code]] = await Promise.all([text(child.stderr as Readable), once(child, "close")]);
  closeSync(full);
  expect(stderr).toMatch(/^cdn-export: stdout can't be written: ENOSPC\nTo resume: .* \d{4}-\w{4}\n$/);
  expect(code).toBe(7);
  expect(readdirSync(join(state, "jobs"))).not.toEqual([]);
});

test("a folder that accepts no file is reported after the export, and the job can be resumed elsewhere", async ({
  skip,
}) => {
  if (!existsSync("/sys/kernel")) skip("there is no folder here that refuses files even to root");
  const { code, stderr } = await run([...QUERY.slice(0, -1), "/sys/kernel/visitors"], { env, cwd });
  expect(stderr).toMatch(/^cdn-export: .*visitors cannot be written: .*\nTo resume: cdn-export resume \S+\n$/);
  expect(code).toBe(7);
  expect(await run(["resume", "-o", "visitors"], { env, cwd })).toMatchObject({ code: 0, stdout: "visitors.csv\n" });
  expect(cloud.tasks).toHaveLength(1);
});

test.each([["tasks", "--quiet"], ["rows", "many.csv"], ["--help"], ["doctor"]])(
  "a reader that closes the pipe at once isn't an error: %s",
  async (...args) => {
    writeFileSync(join(cwd, "many.csv"), `Rank,URL\n${"1,/a\n".repeat(50_000)}`);
    const options = { cwd, env: { ...environment(), ...env } };
    const child = spawn(process.execPath, [BIN, ...args], options);
    child.stdout.destroy();
    const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  },
);

test("--output - doesn't write a file to a terminal", async () => {
  const terminal = openTerminal([...QUERY.slice(0, -1), "-"], { columns: 120, cwd, env });
  expect((await terminal.ended).code).toBe(2);
  expect(terminal.screen()).toContain("which is this terminal");
  expect(cloud.tasks).toEqual([]);
});

test("server errors exit with 5, because they are temporary", async () => {
  let written = "";
  const session = createSession({ json: false, quiet: false, debug: false });
  session.end();
  const err = { write: (text: string) => (written += text) } as unknown as Session["err"];
  const error = Object.assign(new Error("The download link was answered with HTTP 502"), { status: 502 });
  expect(await reportFailure(error, { ...session, err })).toBe(5);
  expect(written).toBe("cdn-export: The download link was answered with HTTP 502\n");
});

test("leaves out advice that is for programs", async () => {
  const { stderr } = await run(["tasks"], { env: { ...env, HUAWEICLOUD_SDK_SK: "obviously-fake-wrong-key" } });
  expect(stderr).toContain("the secret key is wrong");
  expect(stderr).not.toContain("explain()");
});

test("prints warnings about the period once, before the wait", async () => {
  const terminal = openTerminal(["get", "uv", "all", "--on", "2099-01-01"], { columns: 120, cwd, env });
  await terminal.shows(/Note: the data of this period is complete from 2099/);
  await terminal.ended;
  expect(terminal.screen().match(/Note: /g)).toHaveLength(1);
});

test("file names keep domains in other scripts", async () => {
  const { stdout } = await run(["get", "uv", "例え.jp", "--on", "2026-11-01"], { env, cwd });
  expect(stdout).toBe("uv_2026-11-01_2026-11-02_例え.jp.csv\n");
});
