import { spawn } from "node:child_process";
import { utimesSync, watch } from "node:fs";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openLedger, readLedger, type WindowRecord } from "../src/index.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ledger-"));
  path = join(folder, "ledger");
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true });
});

const HEAD = '{"format":"cdn-export ledger","version":1}\n';
const failure = (message: string): WindowRecord => ({ error: { code: "X", message } });

async function contents(): Promise<[string, WindowRecord][]> {
  const ledger = await openLedger(path);
  const records = [...(await ledger.read())];
  await ledger.close();
  return records;
}

async function refusal(): Promise<string> {
  const error = await openLedger(path).catch((reason) => reason);
  return `${error.code}: ${error.message}`;
}

describe("a ledger", () => {
  it("keeps the last record of each window, whatever characters it contains", async () => {
    const ledger = await openLedger(path);
    await ledger.write("a", failure("one"));
    await Promise.all([ledger.write("ü\n", failure("例")), ledger.write("a", failure("two"))]);
    expect((await ledger.read()).get("a")).toEqual(failure("two"));
    await ledger.close();
    expect(await contents()).toEqual([
      ["a", failure("two")],
      ["ü\n", failure("例")],
    ]);
    expect(await readdir(folder)).toEqual(["ledger"]);
  });

  it("keeps a removed window removed, also when another process reads it, until it is written again", async () => {
    const ledger = await openLedger(path);
    await ledger.write("a", failure("one"));
    await ledger.write("b", failure("two"));
    await ledger.remove("a");
    expect([...(await ledger.read()).keys()]).toEqual(["b"]);
    expect([...(await readLedger(path)).keys()]).toEqual(["b"]);
    await ledger.close();
    expect(await contents()).toEqual([["b", failure("two")]]);
    const again = await openLedger(path);
    await again.write("a", failure("three"));
    await again.close();
    expect(new Map(await contents()).get("a")).toEqual(failure("three"));
  });

  it("can be read without the lock while another process writes it, up to the last whole line", async () => {
    const ledger = await openLedger(path);
    await ledger.write("a", failure("one"));
    await appendFile(path, '["b",{"error"');
    const before = await readFile(path);
    expect([...(await readLedger(path))]).toEqual([["a", failure("one")]]);
    expect(await readFile(path)).toEqual(before);
    await ledger.write("b", failure("a longer message than the incomplete line"));
    expect((await readLedger(path)).get("b")).toEqual(failure("a longer message than the incomplete line"));
    await ledger.close();
  });

  it("isn't created by a reader", async () => {
    await expect(readLedger(path)).rejects.toMatchObject({ code: "NO_LEDGER", message: `There is no ledger ${path}` });
    await writeFile(path, "no ledger\n");
    await expect(readLedger(path)).rejects.toMatchObject({ code: "NO_LEDGER" });
    expect(await readdir(folder)).toEqual(["ledger"]);
  });

  it("removes an incomplete last line and continues after the line before it", async () => {
    const whole = Buffer.from(`${HEAD}["a",{"error":{"code":"X","message":"one"}}]\n`);
    const last = Buffer.from('["b",{"error":{"code":"X","message":"zwei: ü"}}]\n');
    for (let bytes = 0; bytes < last.length; bytes++) {
      await writeFile(path, Buffer.concat([whole, last.subarray(0, bytes)]));
      const ledger = await openLedger(path);
      await ledger.write("c", failure("three"));
      await ledger.close();
      expect(await contents()).toEqual([
        ["a", failure("one")],
        ["c", failure("three")],
      ]);
    }
    await writeFile(path, Buffer.concat([whole, last]));
    expect(await contents()).toHaveLength(2);
  });

  it("starts over if its first line is incomplete, and doesn't touch other files", async () => {
    for (let bytes = 0; bytes < HEAD.length; bytes++) {
      await writeFile(path, HEAD.slice(0, bytes));
      expect(await contents()).toEqual([]);
      expect(await readFile(path, "utf8")).toBe(HEAD);
    }
    for (const text of ["mine", "mine\n", '{"format":"other"}\n', "[1]\n"]) {
      await writeFile(path, text);
      expect(await refusal()).toBe(`NO_LEDGER: ${path} isn't a ledger. Choose another path`);
      expect(await readFile(path, "utf8")).toBe(text);
    }
  });

  it("names a damaged line in the middle and doesn't change the file", async () => {
    const text = `${HEAD}["a",{}]\n["b",{"er\n["c",{}]\n`;
    await writeFile(path, text);
    expect(await refusal()).toBe(
      `LEDGER_BROKEN: Line 3 of ${path} is damaged. Restore a copy, or remove the line and lose the state of its window`,
    );
    expect(await readFile(path, "utf8")).toBe(text);
    expect(await readdir(folder)).toEqual(["ledger"]);
  });

  it.each(['["a",{"file":{}}]', '["a",{"file":7}]', '["a",{"state":7}]', '["a"]', "{}", "7"])(
    "rejects %s as a record",
    async (line) => {
      await writeFile(path, `${HEAD}${line}\n`);
      expect(await refusal()).toMatch(/^LEDGER_BROKEN: Line 2 of /);
    },
  );

  it("counts the lines of a large file correctly", async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `${JSON.stringify([`w${i}`, failure("x".repeat(20))])}\n`);
    await writeFile(path, HEAD + lines.join(""));
    expect(await contents()).toHaveLength(20_000);
    // Two halves that form one line together.
    await writeFile(path, HEAD + Object.assign([...lines], { 12344: '["a"\n{}]\n' }).join(""));
    expect(await refusal()).toMatch(/^LEDGER_BROKEN: Line 12346 of /);
  });

  it("of a newer or older version is rejected with advice", async () => {
    await writeFile(path, HEAD.replace("1", "2"));
    expect(await refusal()).toBe(
      `LEDGER_VERSION: ${path} is a ledger of version 2, and this program reads version 1. Update @cdn-export/client`,
    );
    await writeFile(path, HEAD.replace("1", "0"));
    expect(await refusal()).toMatch(/version 0, .* Finish it with the version that wrote it, then begin a new one$/);
  });

  it("is rewritten when most of its lines are outdated", async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `${JSON.stringify([`w${i % 10}`, failure(`${i}`)])}\n`);
    await writeFile(path, HEAD + lines.join(""));
    const expected = Array.from({ length: 10 }, (_, i) => [`w${i}`, failure(`${4990 + i}`)]);
    const ledger = await openLedger(path);
    expect((await stat(path)).size).toBeLessThan(1000);
    await ledger.write("w0", failure("last"));
    await ledger.close();
    expected[0] = ["w0", failure("last")];
    expect(await contents()).toEqual(expected);
    expect(await readdir(folder)).toEqual(["ledger"]);
  });

  it("says why it can't be written", async () => {
    path = join(folder, "missing", "ledger");
    expect(await refusal()).toMatch(/^LEDGER_CANNOT_WRITE: .* cannot be written: its folder does not exist\. /);
  });

  it("rejects writes after it was closed", async () => {
    const ledger = await openLedger(path);
    await ledger.close();
    await ledger.close();
    await expect(ledger.write("a", {})).rejects.toMatchObject({ code: "LEDGER_CLOSED" });
  });
});

describe("the lock of a ledger", () => {
  const lockOf = (holder: object) =>
    writeFile(`${path}.lock`, JSON.stringify({ since: "then", token: "t", ...holder }));

  it("keeps a second process out and names the holder", async () => {
    const ledger = await openLedger(path);
    const error = await openLedger(path).catch((reason) => reason);
    expect(error).toMatchObject({ name: "StoreError", code: "LEDGER_LOCKED" });
    expect(error.holder).toMatchObject({ pid: process.pid, host: hostname() });
    expect(error.message).toMatch(`${path} is used by process ${process.pid} on ${hostname()} since 20`);
    await ledger.close();
    expect(await contents()).toEqual([]);
  });

  it("creates no files for waiting processes, which a kill would leave behind", async () => {
    const ledger = await openLedger(path);
    const names = new Set<string>();
    const watcher = watch(folder, (_, name) => names.add(String(name)));
    await expect(openLedger(path, { wait: 250 })).rejects.toMatchObject({ code: "LEDGER_LOCKED" });
    await ledger.close();
    await new Promise(setImmediate);
    watcher.close();
    expect([...names].filter((name) => name !== "ledger" && name !== "ledger.lock")).toEqual([]);
  });

  it("can be waited for", async () => {
    const ledger = await openLedger(path);
    const second = openLedger(path, { wait: 20_000 });
    await ledger.write("a", failure("one"));
    await ledger.close();
    expect((await (await second).read()).get("a")).toEqual(failure("one"));
    await (await second).close();
  });

  it("is taken over from a dead process, but not from a live one or one on another machine", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => child.on("close", resolve));
    await lockOf({ host: hostname(), pid: child.pid });
    expect(await contents()).toEqual([]);
    for (const holder of [
      { host: hostname(), pid: process.pid, thread: threadId + 1 },
      { host: hostname(), pid: process.ppid },
      { host: "elsewhere", pid: child.pid },
    ]) {
      await lockOf(holder);
      expect(await refusal()).toMatch(/^LEDGER_LOCKED/);
    }
    await writeFile(`${path}.lock`, "");
    expect(await refusal()).toMatch("used by an unknown process");
  });

  /** Runs the timers as fast as the disk allows. */
  async function passing<T>(work: Promise<T>): Promise<T> {
    let isDone = false;
    const end = () => {
      isDone = true;
    };
    work.then(end, end);
    while (!isDone) {
      vi.advanceTimersByTime(100);
      await new Promise(setImmediate);
    }
    return work;
  }

  it("that seems old because the clock jumped isn't taken over while its owner lives", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    const ledger = await openLedger(path);
    const longAgo = new Date(Date.now() - 86_400_000);
    await utimes(`${path}.lock`, longAgo, longAgo);
    const beats = vi.getTimerCount();
    const refused = refusal();
    // It watches the lock before the owner touches it, and doesn't stop watching before the file has the new time.
    while (vi.getTimerCount() === beats) await new Promise(setImmediate);
    vi.advanceTimersByTime(2000);
    while ((await stat(`${path}.lock`)).mtimeMs === longAgo.getTime()) await new Promise(setImmediate);
    expect(await passing(refused)).toMatch(/^LEDGER_LOCKED/);
    await ledger.write("a", {});
    await ledger.close();
  });

  it("of a process with the same ID is taken over without a heartbeat, because containers share IDs", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    await lockOf({ host: hostname(), pid: process.pid, thread: threadId });
    expect(await passing(contents())).toEqual([]);
  });

  it("of a process with the same ID is left alone while it has a heartbeat", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    await lockOf({ host: hostname(), pid: process.pid, thread: threadId });
    let touches = 0;
    const beat = setInterval(() => utimesSync(`${path}.lock`, 1, ++touches), 2000);
    expect(await passing(refusal())).toMatch(/^LEDGER_LOCKED/);
    clearInterval(beat);
  });

  it("of another machine is taken over when its heartbeat stops", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    await lockOf({ host: "elsewhere", pid: 1 });
    const longAgo = new Date(Date.now() - 6 * 60_000);
    await utimes(`${path}.lock`, longAgo, longAgo);
    expect(await passing(contents())).toEqual([]);
  });

  it("that was lost stops its former owner before it writes another line", async () => {
    const first = await openLedger(path);
    await first.write("a", {});
    await rm(`${path}.lock`);
    const second = await openLedger(path);
    await expect(first.write("b", {})).rejects.toMatchObject({ code: "LEDGER_LOST" });
    await expect(first.write("c", {})).rejects.toMatchObject({ code: "LEDGER_LOST" });
    await first.close();
    await second.write("d", {});
    await second.close();
    expect((await contents()).map(([id]) => id)).toEqual(["a", "d"]);
  });

  it("of a dead process is broken by one process at a time, even if that one dies", async () => {
    const dead = { host: hostname(), pid: 2 ** 22 + 1 };
    const mark = `${path}.lock.break`;
    await lockOf(dead);
    await writeFile(mark, "");
    const minuteAgo = new Date(Date.now() - 60_000);
    await utimes(mark, minuteAgo, minuteAgo);
    expect(await contents()).toEqual([]);

    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
    await lockOf(dead);
    await writeFile(mark, "");
    const opening = openLedger(path);
    // It waits for the other process, as the timer shows, and hasn't touched the lock.
    while (vi.getTimerCount() === 0) await new Promise(setImmediate);
    expect(await readdir(folder)).toEqual(["ledger", "ledger.lock", "ledger.lock.break"]);
    await rm(mark);
    await (await passing(opening)).close();
    expect(await readdir(folder)).toEqual(["ledger"]);
  });

  it("is held by one of many that ask at the same time", async () => {
    await appendFile(`${path}.lock`, JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1, since: "then", token: "t" }));
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => openLedger(path)));
    const won = all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(won).toHaveLength(1);
    await won[0]?.write("a", {});
    await won[0]?.close();
  });
});
