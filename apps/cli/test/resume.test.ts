import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, manualClock, startEmulator } from "@cdn-export/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";
import { FAST_CLOCK, preload } from "./preload.ts";

const RUN_MS = 60_000;
const QUERY = ["get", "uv", "www.example.com", "--from", "2026-11-01", "--to", "2026-11-03", "-o", "visitors"];
const CTRL_C = "\u0003";

let cloud: Emulator;
let cwd: string;
let state: string;
let env: Record<string, string>;

beforeEach(async () => {
  cloud = await startEmulator({ format: "csv", runMs: RUN_MS, clock: manualClock(Date.now()) });
  cwd = newFolder();
  state = newFolder();
  env = { CDN_EXPORT_ENDPOINT: cloud.url, CDN_EXPORT_STATE: state };
});
afterEach(() => cloud.close());

const jobs = () => readdirSync(join(state, "jobs")).filter((name) => name.endsWith(".json"));
const resume = (...args: string[]) => run(["resume", ...args], { env, cwd: newFolder() });

async function submitted(): Promise<string> {
  const { code, stdout } = await run([...QUERY, "--no-wait"], { env, cwd });
  expect(code).toBe(0);
  return stdout.trim();
}

test("Ctrl-C keeps the job and prints how to resume it; resuming creates no second task", async () => {
  const terminal = openTerminal(QUERY, { cwd, env });
  await terminal.shows(/wait {2}processing/);
  terminal.type(CTRL_C);
  const { code } = await terminal.ended;
  expect(code).toBe(130);
  const lines = terminal.screen().replace("^C", "").split("\n");
  expect(lines).toEqual(["cdn-export: stopped", expect.stringMatching(/^To resume: cdn-export resume \d{4}-\w{4}$/)]);

  cloud.advance(RUN_MS);
  const ran = await run(String(lines[1]).split(" ").slice(3), { env, cwd });
  expect(ran).toEqual({ code: 0, stdout: "visitors.csv\n", stderr: "" });
  expect(cloud.tasks).toHaveLength(1);
  expect(jobs()).toEqual([]);
});

test("a killed job can be resumed from another folder", async () => {
  const terminal = openTerminal(QUERY, { cwd, env });
  await terminal.shows(/wait {2}processing/);
  terminal.kill("SIGKILL");
  await terminal.ended;

  cloud.advance(RUN_MS);
  expect(await resume()).toEqual({ code: 0, stdout: `${join(cwd, "visitors.csv")}\n`, stderr: "" });
  expect(cloud.tasks).toHaveLength(1);
  expect(readFileSync(join(cwd, "visitors.csv"), "utf8")).toContain("2026-11-01");
});

test("after SIGTERM, it exits with 143 and prints the job as JSON", async () => {
  const terminal = openTerminal([...QUERY, "--json"], { columns: 500, cwd, env });
  await new Promise<void>((resolve) => {
    const look = setInterval(() => cloud.tasks.length > 0 && resolve(clearInterval(look)), 20);
  });
  terminal.kill("SIGTERM");
  expect((await terminal.ended).code).toBe(143);
  const [json = "", ...lines] = terminal.screen().split("\n");
  const { error, exitCode, job } = JSON.parse(json);
  expect({ error, exitCode }).toEqual({ error: { name: "Stopped", message: "stopped" }, exitCode: 143 });
  expect(lines).toEqual(["cdn-export: stopped", `To resume: cdn-export resume ${job}`]);
});

test("--no-wait prints the job's ID, --list shows the job, --forget deletes it", async () => {
  const id = await submitted();
  expect(id).toMatch(/^\d{4}-\w{4}$/);
  const listed = await resume("--list", "--json");
  expect(JSON.parse(listed.stdout)).toMatchObject({ job: id, phase: "waiting", taskId: cloud.tasks[0]?.task_id });
  expect((await resume("--list")).stdout).toMatch(
    new RegExp(
      `^${id}  uv of www.example.com, 2026-11-01 to 2026-11-03 \\(GMT\\+8\\)\\n {11}waiting, task \\w{32}, saved 20[-\\d]+ [\\d:]+ \\(GMT\\+8\\)\\n$`,
    ),
  );
  expect((await resume(id, "--forget")).code).toBe(0);
  expect(jobs()).toEqual([]);
});

test.each([40, 80, 120])("--list shows every value whole on a terminal of %i columns", async (columns) => {
  const id = await submitted();
  const terminal = openTerminal(["resume", "--list"], { columns, cwd, env });
  await terminal.ended;
  const lines = terminal.screen().split("\n");
  expect(lines[0]).toMatch(new RegExp(`^${id}  uv of www.example.com`));
  for (const line of lines.slice(1)) expect(line).toMatch(/^ {11}\S/);
  for (const value of ["2026-11-01", "2026-11-03", "waiting", cloud.tasks[0]?.task_id])
    expect(terminal.screen().replace(/\n +/g, "")).toContain(value);
});

test("with several jobs, it needs an ID or --all", async () => {
  const first = await submitted();
  // The next create call waits until this second is over.
  cloud.advance(5000);
  const ids = [first, await submitted()];
  const { code, stderr } = await resume();
  expect(code).toBe(2);
  for (const id of ids) expect(stderr).toContain(id);
  cloud.advance(RUN_MS);
  expect((await resume("--all")).code).toBe(0);
  expect(jobs()).toEqual([]);
  expect(cloud.tasks).toHaveLength(2);
});

test("a job that another process runs isn't touched", async () => {
  const terminal = openTerminal(QUERY, { cwd, env });
  await terminal.shows(/wait {2}processing/);
  const { code, stderr } = await resume();
  expect(code).toBe(5);
  expect(stderr).toContain(`process ${terminal.pid} on`);
  terminal.kill("SIGKILL");
  await terminal.ended;
});

test("after --timeout, it keeps the job and exits with 5", async () => {
  const id = await submitted();
  const { code, stderr } = await run(["resume", "--timeout", "2s"], { env: { ...env, ...preload(FAST_CLOCK) }, cwd });
  expect(code).toBe(5);
  expect(stderr).toMatch(/^cdn-export: The export did not finish within 2 s; .*\n.*\n$/);
  expect(stderr).toContain(`\nTo resume: cdn-export resume ${id}\n`);
  expect(jobs()).toHaveLength(1);
});

test.each([
  [["nonsense"], "is not the ID of a job"],
  [["1124-zzzz"], "There is no job 1124-zzzz"],
  [["1124-zzzz", "--all"], "--all means every job: leave 1124-zzzz or --all out"],
  [["--all", "-o", "x"], "--output is for one file"],
  [["--forget", "-o", "x"], "--forget saves no file: leave --output out"],
  [["--list", "--all"], "--list resumes no job: leave --all out"],
])("refuses %j", async (args, message) => {
  const { code, stderr } = await resume(...args);
  expect(stderr).toContain(message);
  expect(stderr).toMatch(/^cdn-export: .*\n$/);
  expect(code).toBe(2);
});

test("without jobs, it exits with 0", async () => {
  expect(await resume()).toEqual({ code: 0, stdout: "", stderr: "There is nothing to resume.\n" });
  expect(await resume("--quiet")).toEqual({ code: 0, stdout: "", stderr: "" });
});
