import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { fakeService } from "@cdn-export/test-support/fake-service";
import { expect, onTestFinished, test } from "vitest";
import { createExportClient } from "../../src/index.ts";
import type { Claim } from "../../src/job/claims.ts";
import { fileLock } from "../../src/node.ts";

const never = new AbortController().signal;
const QUERY = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
const STOPPED = fileURLToPath(new URL("programs/stopped.ts", import.meta.url));
const PROGRAM = fileURLToPath(new URL("programs/in-turn.ts", import.meta.url));
const newFolder = () => mkdtempSync(join(tmpdir(), "lock-"));

test("three programs take turns", { timeout: 60_000 }, async () => {
  const folder = newFolder();
  const [path, log] = [join(folder, "deep", "account"), join(folder, "log")];
  const programs = Array.from({ length: 3 }, () => spawn(process.execPath, [PROGRAM, path, log], { stdio: "inherit" }));
  for (const [code] of await Promise.all(programs.map((program) => once(program, "close")))) expect(code).toBe(0);

  const lines = readFileSync(log, "utf8").trim().split("\n");
  expect(lines).toHaveLength(2 * 3 * 4);
  for (let i = 0; i < lines.length; i += 2) {
    expect([lines[i], lines[i + 1]]).toEqual([lines[i], lines[i]?.replace("in", "out")]);
  }
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test.runIf(process.platform === "linux")("the lock of a zombie is free at once", async () => {
  // `sleep` replaces the shell, and never asks how its child has ended. The child ends with its input.
  const script = "(read line <&3) & echo $!; exec sleep 1000";
  const parent = spawn("sh", ["-c", script], { stdio: ["ignore", "pipe", "inherit", "pipe"] });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const [text] = await once(parent.stdout as Readable, "data");
  const pid = Number(text);
  await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, "utf8")).toBe("sleep\n");
  (parent.stdio[3] as Writable).end();
  await expect.poll(() => readFileSync(`/proc/${pid}/stat`, "latin1")).toContain(") Z ");
  const path = join(newFolder(), "account");
  writeFileSync(`${path}.lock`, JSON.stringify({ pid, host: hostname(), token: "0", thread: 0, since: Date.now() }));
  expect(await fileLock(path)(async () => "turn", never)).toBe("turn");
});

test("a turn that fails releases the lock and rejects with its error", async () => {
  const path = join(newFolder(), "account");
  const lock = fileLock(path);
  await expect(lock(() => Promise.reject(new Error("mine")), never)).rejects.toThrow("mine");
  expect(await lock(async () => readFileSync(`${path}.lock`, "utf8"), never)).toContain(`"pid":${process.pid}`);
});

test("a job that is aborted while another program has the lock ends at once and never takes its turn", async () => {
  const cloud = await startEmulator({ runMs: 0 });
  try {
    const lock = fileLock(join(newFolder(), "account"));
    let leave = () => {};
    let held: Promise<void> | undefined;
    await new Promise<void>((entered) => {
      const stay = () =>
        new Promise<void>((resolve) => {
          leave = resolve;
          entered();
        });
      held = lock(stay, never);
    });
    const stop = new AbortController();
    const cdn = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url, lock });
    const job = cdn.start({ action: "uv", domains: "all", from: 0, to: 86_400_000 }, { signal: stop.signal });
    stop.abort();
    await expect(job.result()).rejects.toThrow("aborted");
    leave();
    await held;
    await lock(async () => {}, never);
    expect(cloud.tasks).toEqual([]);
  } finally {
    await cloud.close();
  }
});

test("one program takes turn after turn without a pause", async () => {
  const lock = fileLock(join(newFolder(), "account"));
  const begun = performance.now();
  let count = 0;
  const turns = Array.from({ length: 12 }, () => lock(async () => void count++, never));
  await Promise.all(turns);
  expect(count).toBe(12);
  // Mistaking a lock for that of an ended process would cost six seconds.
  expect(performance.now() - begun).toBeLessThan(5000);
});

test("a program that stops waiting no longer polls the lock", async () => {
  const lock = fileLock(join(newFolder(), "account"));
  const stop = new AbortController();
  await lock(async () => {
    const second = lock(async () => {}, stop.signal);
    stop.abort(new Error("no longer"));
    await expect(second).rejects.toThrow("no longer");
  }, never);
});

/** Creates the lock of another process. */
function leaveLock(path: string, pid: number | undefined): void {
  writeFileSync(`${path}.lock`, JSON.stringify({ host: hostname(), pid, since: "", token: "t", thread: 0 }));
}

test("the lock of an ended program is taken over at once", async () => {
  const path = join(newFolder(), "account");
  const dead = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(dead, "close");
  leaveLock(path, dead.pid);
  expect(await fileLock(path)(async () => "mine", never)).toBe("mine");
});

test("the lock of a running program without a heartbeat is taken over after `grace`", {
  timeout: 30_000,
}, async () => {
  const path = join(newFolder(), "account");
  leaveLock(path, process.ppid);
  await expect(fileLock(path)(async () => {}, AbortSignal.timeout(300))).rejects.toThrow("timeout");
  expect(existsSync(`${path}.lock`)).toBe(true);

  const longAgo = new Date(Date.now() - 46_000);
  utimesSync(`${path}.lock`, longAgo, longAgo);
  expect(await fileLock(path)(async () => "mine", never)).toBe("mine");
});

test("a program whose lock was taken over detects it, and doesn't release it", async () => {
  const path = join(newFolder(), "account");
  await fileLock(path)(async (turn) => {
    await turn?.verify();
    expect(turn?.lost.aborted).toBe(false);
    leaveLock(path, process.ppid);
    await expect(turn?.verify()).rejects.toThrow("was taken over by another process");
    expect(turn?.lost.aborted).toBe(true);
  }, never);
  expect(readFileSync(`${path}.lock`, "utf8")).toContain('"token":"t"');
});

const CALL = { ids: ["1"], complete: true };
/** Writes claims to the file next to a lock, one after another, and returns the claims read back. */
async function claimsAfter(path: string, ...writes: Claim[][]): Promise<readonly Claim[] | undefined> {
  for (const claims of writes) await fileLock(path)(async (turn) => turn?.claims?.write(claims), never);
  return fileLock(path)(async (turn) => turn?.claims?.read(), never);
}

test("unresolved create calls are kept next to the lock, readable only by their owner", async () => {
  const path = join(newFolder(), "account");
  const [a, b] = [
    { job: "a", call: CALL },
    { job: "b", taskId: "2" },
  ];
  expect(await claimsAfter(path)).toEqual([]);
  expect(await claimsAfter(path, [], [a, b])).toEqual([a, b]);
  expect(statSync(`${path}.claims.json`).mode & 0o777).toBe(0o600);
  // The last entry of a job counts, and the entries of other jobs stay.
  expect(
    await claimsAfter(
      path,
      [
        { job: "a", taskId: "1" },
        { job: "c", call: CALL },
      ],
      [{ job: "b" }],
    ),
  ).toEqual([
    { job: "c", call: CALL },
    { job: "a", taskId: "1" },
  ]);
});

test("the newest hundred resolved create calls are kept, and the file is rewritten when it has grown", async () => {
  const path = join(newFolder(), "account");
  const tasks = (count: number) => Array.from({ length: count }, (_, i) => ({ job: `${i}`, taskId: `task ${i}` }));
  expect(await claimsAfter(path, [{ job: "open", call: CALL }], tasks(399))).toHaveLength(101);
  expect(readFileSync(`${path}.claims.json`, "utf8").split("\n")).toHaveLength(402);
  const claims = await claimsAfter(path, [{ job: "400", taskId: "task 400" }]);
  expect([claims?.[0]?.job, claims?.[1]?.job, claims?.at(-1)?.job]).toEqual(["open", "300", "400"]);
  expect(readFileSync(`${path}.claims.json`, "utf8").split("\n")).toHaveLength(103);
});

test("an incomplete line is removed", async () => {
  const path = join(newFolder(), "account");
  const line = { job: "a", call: CALL };
  await claimsAfter(path, [line]);
  const whole = readFileSync(`${path}.claims.json`, "utf8");
  for (const text of [`${whole}{"job":"b"`, whole]) {
    writeFileSync(`${path}.claims.json`, text);
    expect(await claimsAfter(path)).toEqual([line]);
    expect(readFileSync(`${path}.claims.json`, "utf8")).toBe(whole);
  }
  writeFileSync(`${path}.claims.json`, whole.slice(0, 9));
  expect(await claimsAfter(path)).toEqual([]);
  expect(await claimsAfter(path, [line])).toEqual([line]);
});

test.each<[string, RegExp]>([
  ["{\n", /account.claims.json is damaged, or isn't a file of create calls. Nothing was sent. Remove it three minutes/],
  ['{"format":"cdn-export claims","version":1}\n{}\n', /is damaged/],
  ['{"format":"cdn-export claims","version":1}\n{"job":"a","call":{}}\n', /is damaged/],
  ['{"format":"cdn-export ledger","version":1}\n', /is damaged/],
  ['{"format":"cdn-export claims","version":2}\n', /has version 2, and this program reads version 1. Update/],
])("a damaged file of create calls ends the job before anything is sent: %s", async (text, message) => {
  const path = join(newFolder(), "account");
  writeFileSync(`${path}.claims.json`, text);
  const service = fakeService();
  const job = createExportClient({ ...service.options, lock: fileLock(path) }).start(QUERY);
  await expect(job.result()).rejects.toThrow(message);
  expect(service.seen).toEqual([]);
  expect(readFileSync(`${path}.claims.json`, "utf8")).toBe(text);
});

test.each(["", undefined, 5])("an invalid path is rejected: %j", (path) => {
  expect(() => fileLock(path as string)).toThrow("fileLock needs the path of a file, one for each account");
});

test("a program that is stopped between the list call and the create call sends nothing in that turn", {
  timeout: 60_000,
}, async () => {
  const cloud = await startEmulator({ runMs: 0 });
  const path = join(newFolder(), "account");
  const program = spawn(process.execPath, [STOPPED, path, cloud.url], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void program.kill("SIGKILL"));
  const line = createInterface({ input: program.stdout })[Symbol.asyncIterator]();
  try {
    expect((await line.next()).value).toBe("about to create");
    program.kill("SIGSTOP");
    const longAgo = new Date(Date.now() - 46_000);
    utimesSync(`${path}.lock`, longAgo, longAgo);
    // The other program first waits until the stopped program's create call can't have created a task anymore.
    const patience = { callTimeout: 1000, visibilityTimeout: 1000 };
    const lock = fileLock(path);
    const other = createExportClient({ ...patience, credentials: DEMO_CREDENTIALS, endpoint: cloud.url, lock });
    const { task } = await other.exportStatistics({ ...QUERY, action: "top_ip_detail" });
    program.kill("SIGCONT");
    const { value } = await line.next();
    expect(cloud.tasks.map(({ request }) => request.action).sort()).toEqual(["top_ip_detail", "uv"]);
    const [own] = cloud.tasks.filter(({ request }) => request.action === "uv");
    expect(value).toBe(own?.task_id);
    expect(value).not.toBe(task.task_id);
  } finally {
    await cloud.close();
  }
});

test.skipIf(process.platform !== "linux")("a path below a folder that accepts no new entries is rejected", async () => {
  await expect(fileLock("/proc/none/account")(async () => "done", never)).rejects.toThrow(
    /account\.lock cannot be written: (its folder does not exist|there is no permission)\. Nothing was sent;/,
  );
});
