import { writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Lock } from "@cdn-export/client";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";
import { filesText, finishedIn } from "../src/commands/sync/progress-text.ts";
import { explainedLock } from "../src/shared/waiting.ts";
import type { Session } from "../src/terminal/session.ts";

const CTRL_C = "\u0003";

let cloud: Emulator;
let cwd: string;
let env: Record<string, string>;

beforeEach(async () => {
  cloud = await startEmulator({ format: "csv", runMs: 0 });
  cwd = newFolder();
  env = { CDN_EXPORT_ENDPOINT: cloud.url, CDN_EXPORT_STATE: newFolder() };
});
afterEach(() => cloud.close());

/** A session that keeps what its progress line shows. */
function observed() {
  const shown: string[] = [];
  const show = (text: string | (() => string) | undefined) =>
    shown.push(text === undefined ? "" : typeof text === "string" ? text : text());
  const session = { progress: { show, cover: show, clear() {} } } as unknown as Session;
  return { shown, session };
}

/** A lock that this process's parent holds: it's running, and isn't this process. */
function held(path: string, host = hostname()): void {
  const since = new Date().toISOString();
  writeFileSync(`${path}.lock`, JSON.stringify({ pid: process.ppid, host, since, token: "0", thread: 0 }));
}

test("while it waits for its turn, it shows whose turn it is, how long it takes at most, and how to stop", async () => {
  for (const [host, who] of [
    [hostname(), `process ${process.ppid}`],
    ["web-2", `process ${process.ppid} on web-2`],
  ] as const) {
    const path = join(newFolder(), "account");
    held(path, host);
    const { shown, session } = observed();
    const stop = new AbortController();
    const lock: Lock = explainedLock(path, session, 600_000);
    const waiting = lock(async () => "turn", stop.signal);
    waiting.catch(() => {});
    await expect.poll(() => shown[0]).toBe(`turn  ${who} is creating a task; 10 min at most, Ctrl-C stops`);
    stop.abort();
    await expect(waiting).rejects.toThrow();
    expect(shown.at(-1)).toBe("");
  }
});

test("before it looks for the task of an earlier create call, it says so", async () => {
  const path = join(newFolder(), "account");
  const call = { ids: [], complete: true, sentAt: Date.now() - 40_000 };
  const lines = [
    { format: "cdn-export claims", version: 1 },
    { job: "other", call },
  ];
  writeFileSync(`${path}.claims.json`, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  const { shown, session } = observed();
  const lock = explainedLock(path, session);
  const seen = await lock(async () => shown.at(-1), new AbortController().signal);
  expect(seen).toBe("turn  looking for the task of an earlier create call; 2 min at most, Ctrl-C stops");
});

test("sync --wait shows who uses the ledger, and Ctrl-C ends the wait at once", async () => {
  const args = ["sync", "uv", "www.example.com", "--on", "yesterday"];
  expect((await run(args, { env, cwd })).code).toBeOneOf([0, 8]);
  held(join(cwd, "exports/.cdn-export.ledger"));
  const terminal = openTerminal([...args, "--wait", "10m"], { cwd, env });
  await terminal.shows(new RegExp(`turn {2}process ${process.ppid} uses the ledger; 10 min at most, Ctrl-C stops`));
  terminal.type(CTRL_C);
  expect((await terminal.ended).code).toBe(130);
  expect(cloud.tasks).toHaveLength(1);
});

test("the progress of sync names the current file, the number of files left, and the time left", () => {
  const window = (id: string) => ({ id }) as never;
  const start = { total: 14, done: 2, provisional: 1, notYet: 1, failed: 0, running: [] };
  expect(filesText(start, 0, 0)).toBe("3 of 14 files, 10 left");
  const later = { ...start, done: 4, failed: 1, running: [window("uv/2026-11-05/a.com"), window("b"), window("c")] };
  const finished = finishedIn(later) - finishedIn(start);
  expect(filesText(later, finished, 90_000)).toBe(
    "5 of 14 files, 1 failed, 7 left, about 4 min: uv/2026-11-05/a.com and 2 more",
  );
  expect(filesText({ ...start, done: 12, running: [] }, 10, 90_000)).toBe("13 of 14 files");
});
