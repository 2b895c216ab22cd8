import { createExportClient } from "@cdn-export/client";
import { DEMO_CREDENTIALS, type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";

let cloud: Emulator;
let env: Record<string, string>;

beforeAll(async () => {
  cloud = await startEmulator({ runMs: 0 });
  env = { CDN_EXPORT_ENDPOINT: cloud.url };
  const { api } = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url });
  const body = { action: "uv", domain_name: "all", start_time: 0, end_time: 3_600_000 } as const;
  for (let i = 0; i < 13; i++) await api.POST("/v1/cdn/statistics/export-tasks", { body });
});
afterAll(() => cloud.close());

const ids = (stdout: string) =>
  stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).task_id);

test("lists ten tasks as a table, last changed first", async () => {
  const { code, stdout, stderr } = await run(["tasks"], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout.split("\n")[0]).toMatch(/^task +status +created \(GMT\+8\) +changed \(GMT\+8\) +name$/);
  expect(stdout.trim().split("\n")).toHaveLength(12);
});

test("--limit and --offset count tasks; --json prints one per line", async () => {
  const all = ids((await run(["tasks", "--limit", "100", "--json"], { env })).stdout);
  expect(all).toHaveLength(13);
  expect(ids((await run(["tasks", "--limit", "3", "--offset", "5", "--json"], { env })).stdout)).toEqual(
    all.slice(5, 8),
  );
});

test("--task-id finds one task; --links shows its link", async () => {
  const [one] = cloud.tasks;
  const args = ["tasks", "--task-id", String(one?.task_id), "--json"];
  const { stdout } = await run(args, { env });
  expect(JSON.parse(stdout)).toMatchObject({ task_id: one?.task_id, status: "success" });
  expect(stdout).not.toContain("http");
  expect((await run([...args, "--links"], { env })).stdout).toContain(`"download_link":"${cloud.url}`);
});

test("without tasks, it exits with 0", async () => {
  const { code, stdout, stderr } = await run(["tasks", "--task-id", "none"], { env });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "No tasks.\n" });
});

test("a narrow terminal shows whole IDs, one task below another", async () => {
  const terminal = openTerminal(["tasks", "--limit", "2"], { columns: 50, cwd: newFolder(), env });
  await terminal.ended;
  const lines = terminal.screen().split("\n");
  expect(lines).toHaveLength(11);
  expect(lines[0]).toMatch(/^task {12,}\w{32}$/);
  expect(lines[2]).toMatch(/^created \(GMT\+8\) {2}[-\d]{10} \d\d:\d\d$/);
});

test.each([
  [["--limit", "101"], `--limit: "101" isn't a whole number from 0 to 100`],
  [["--limit", "x"], `--limit: "x" isn't a whole number`],
  [["extra"], "too many arguments"],
])("refuses %j", async (args, message) => {
  const { code, stderr } = await run(["tasks", ...args], { env });
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
