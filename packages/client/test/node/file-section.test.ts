import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { expect, test } from "vitest";
import { createExportClient } from "../../src/index.ts";
import { fileSection } from "../../src/node.ts";

const PROGRAM = fileURLToPath(new URL("programs/in-turn.ts", import.meta.url));
const newFolder = () => mkdtempSync(join(tmpdir(), "section-"));

test("of three programs one at a time is in it", { timeout: 60_000 }, async () => {
  const folder = newFolder();
  const [lock, log] = [join(folder, "deep", "account"), join(folder, "log")];
  const programs = Array.from({ length: 3 }, () => spawn(process.execPath, [PROGRAM, lock, log], { stdio: "inherit" }));
  for (const [code] of await Promise.all(programs.map((program) => once(program, "close")))) expect(code).toBe(0);

  const lines = readFileSync(log, "utf8").trim().split("\n");
  expect(lines).toHaveLength(2 * 3 * 4);
  for (let i = 0; i < lines.length; i += 2) {
    expect([lines[i], lines[i + 1]]).toEqual([lines[i], lines[i]?.replace("in", "out")]);
  }
  expect(existsSync(`${lock}.lock`)).toBe(false);
});

test("a turn that fails gives the section back, and its error", async () => {
  const path = join(newFolder(), "account");
  const enter = fileSection(path);
  await expect(enter(() => Promise.reject(new Error("mine")))).rejects.toThrow("mine");
  expect(await enter(async () => readFileSync(`${path}.lock`, "utf8"))).toContain(`"pid":${process.pid}`);
});

test("a job that is aborted while another program has the section ends at once, and takes no turn later", async () => {
  const cloud = await startEmulator({ runMs: 0 });
  try {
    const enter = fileSection(join(newFolder(), "account"));
    let leave = () => {};
    let held: Promise<void> | undefined;
    await new Promise<void>((entered) => {
      const stay = () =>
        new Promise<void>((resolve) => {
          leave = resolve;
          entered();
        });
      held = enter(stay);
    });
    const stop = new AbortController();
    const cdn = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url, criticalSection: enter });
    const job = cdn.start({ action: "uv", domains: "all", from: 0, to: 86_400_000 }, { signal: stop.signal });
    stop.abort();
    await expect(job.result()).rejects.toThrow("aborted");
    leave();
    await held;
    await enter(async () => {});
    expect(cloud.tasks).toEqual([]);
  } finally {
    await cloud.close();
  }
});

test("who no longer waits for it asks for it no more", async () => {
  const enter = fileSection(join(newFolder(), "account"));
  const stop = new AbortController();
  await enter(async () => {
    const second = enter(async () => {}, stop.signal);
    stop.abort(new Error("no longer"));
    await expect(second).rejects.toThrow("no longer");
  });
});

/** Leaves the lock of a program behind that has died just now. */
async function deadLock(path: string): Promise<void> {
  const dead = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(dead, "close");
  writeFileSync(`${path}.lock`, JSON.stringify({ host: hostname(), pid: dead.pid, since: "", token: "t", thread: 0 }));
}

test("the turn of a program that has died goes on for its grace", async () => {
  const path = join(newFolder(), "account");
  await deadLock(path);
  const enter = fileSection(path);
  await expect(enter(async () => {}, AbortSignal.timeout(300))).rejects.toThrow("timeout");
  expect(existsSync(`${path}.lock`)).toBe(true);

  const longAgo = new Date(Date.now() - 46_000);
  utimesSync(`${path}.lock`, longAgo, longAgo);
  expect(await enter(async () => "mine")).toBe("mine");
});

test("a grace of 0 ends it at once", async () => {
  const path = join(newFolder(), "account");
  await deadLock(path);
  expect(await fileSection(path, { grace: 0 })(async () => "mine")).toBe("mine");
});
