import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JobState } from "../../src/index.ts";
import { type JobFolder, type JobRecord, jobFolder } from "../../src/node.ts";
import { progressOf } from "../../src/state/state.ts";

const NOON = Date.parse("2026-11-24T12:00:00Z");

let root: string;
let folder: string;
let jobs: JobFolder;
/** The clock. */
let now: number;
/** Random numbers, used in turn and repeated. */
let draws: number[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "job-folder-"));
  folder = join(root, "state", "jobs");
  now = NOON;
  draws = Array.from({ length: 1000 }, (_, i) => (i * 0.618) % 1);
  const random = () => {
    const draw = draws.shift() ?? 0;
    draws.push(draw);
    return draw;
  };
  jobs = jobFolder(folder, { runtime: { now: () => now, random } });
});
afterEach(() => rm(root, { recursive: true }));

const stateOf = (phase: JobState["phase"], ids: string[] = []): JobState => ({
  version: 1,
  id: "a",
  phase,
  request: {},
  startedAt: NOON,
  elapsedMs: 0,
  warnings: [],
  createCall: { ids, complete: true, from: 0, to: 1 },
});

async function left(note?: Record<string, unknown>): Promise<string> {
  const job = await jobs.create(note);
  await job.close();
  return job.id;
}

const failure = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    ({ code, message }) => `${code}: ${message}`,
  );

describe("a folder of jobs", () => {
  it("is empty before it exists, and isn't created by listing", async () => {
    expect(await jobs.list()).toEqual([]);
    expect(await failure(jobs.open("1124-bcdf"))).toBe(
      `JOB_UNKNOWN: There is no job 1124-bcdf. ${folder} contains no jobs`,
    );
    expect(await readdir(root)).toEqual([]);
  });

  it("lists its jobs, oldest first, including those that are open", async () => {
    const made: string[] = [];
    for (const day of ["2026-12-31", "2027-01-01", "2027-01-02"]) {
      now = Date.parse(`${day}T12:00:00Z`);
      made.push(await left({ day }));
    }
    const [first = ""] = made;
    now += 60_000;
    const job = await jobs.open(first);
    await job.save(stateOf("waiting"));
    const listed = await jobs.list();
    expect(listed.map(({ id }) => id)).toEqual(made);
    expect(listed[0]).toEqual({
      id: first,
      note: { day: "2026-12-31" },
      state: stateOf("waiting"),
      progress: progressOf(stateOf("waiting")),
      createdAt: new Date("2026-12-31T12:00:00Z"),
      savedAt: new Date("2027-01-02T12:01:00Z"),
    });
    expect(job).toMatchObject(listed[0] ?? {});
    await job.close();
  });

  it("can be read only by its owner, and so can its files", async () => {
    const job = await jobs.create();
    await job.save(stateOf("planned"));
    expect((await stat(join(root, "state"))).mode & 0o777).toBe(0o700);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(folder, `${job.id}.json`))).mode & 0o777).toBe(0o600);
    await job.close();
  });

  it("gives each job a different ID", async () => {
    draws = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.5];
    const held = await jobs.create();
    expect(held.id).toMatch(/^112[345]-bbbb$/);
    const second = await left();
    expect(second).toMatch(/-bbb[^b]$/);
    await held.close();
    draws = [0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0.9];
    expect([held.id, second]).not.toContain(await left());
    expect(await jobs.list()).toHaveLength(3);
  });

  it("gives different IDs to jobs created at once", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => jobs.create()));
    expect(new Set(all.map(({ id }) => id)).size).toBe(20);
    await Promise.all(all.map((job) => job.close()));
    expect(await readdir(folder)).toHaveLength(20);
  });

  it("ignores files that aren't jobs", async () => {
    const id = await left();
    for (const name of ["package.json", `${id}.json.new`, `${id}.lock`, "1124-bcd.json", "1124-BCDF.json"]) {
      await writeFile(join(folder, name), "{}");
    }
    expect((await jobs.list()).map((job) => job.id)).toEqual([id]);
  });

  it("never shows an incomplete file while it is written", async () => {
    const job = await jobs.create();
    const ids = Array.from({ length: 20_000 }, (_, i) => `task-${i}`);
    let isDone = false;
    const writing = (async () => {
      for (let i = 0; i < 30; i++) await job.save(stateOf("waiting", i % 2 === 0 ? ids : []));
      isDone = true;
    })();
    let looks = 0;
    for (; !isDone; looks++) {
      const [listed] = await jobs.list();
      expect(listed?.error).toBeUndefined();
      expect([undefined, 0, ids.length]).toContain(listed?.state?.createCall?.ids.length);
    }
    await writing;
    expect(looks).toBeGreaterThan(10);
    await job.close();
  });

  it("explains why a path can't be a folder of jobs", async () => {
    await writeFile(join(root, "file"), "");
    const wrong = jobFolder(join(root, "file"));
    expect(await failure(wrong.list())).toMatch(
      /^JOB_CANNOT_READ: .*file cannot be read: its folder is a file\. Choose another folder$/,
    );
    for (const below of ["", "sub", "sub/folder"])
      expect(await failure(jobFolder(join(root, "file", below)).create())).toMatch(
        /^JOB_CANNOT_WRITE: .* cannot be written: a file is where its folder should be\. .*choose another folder/,
      );
  });
});

describe("a job's file that can't be used", () => {
  const good = { format: "cdn-export job", version: 1, note: {}, createdAt: new Date(NOON), savedAt: new Date(NOON) };
  const newer = "2, and this program reads version 1. Update @cdn-export/client";
  it.each([
    ["is empty", "", "JOB_BROKEN", "is damaged, or isn't a job. Restore a copy, or remove it"],
    ["is cut off", JSON.stringify(good).slice(0, 50), "JOB_BROKEN", "is damaged"],
    ["is null", "null", "JOB_BROKEN", "is damaged"],
    ["is another kind of file", '{"version":1}', "JOB_BROKEN", "is damaged"],
    ["has no date", JSON.stringify({ ...good, savedAt: undefined }), "JOB_BROKEN", "is damaged"],
    ["has no note", JSON.stringify({ ...good, note: 7 }), "JOB_BROKEN", "is damaged"],
    ["has no request", JSON.stringify({ ...good, state: { version: 1, phase: "done" } }), "JOB_BROKEN", "is damaged"],
    ["has a later version", JSON.stringify({ ...good, version: 2 }), "JOB_VERSION", newer],
    ["has a later state", JSON.stringify({ ...good, state: { version: 2 } }), "JOB_VERSION", newer],
    [
      "has an invalid version",
      JSON.stringify({ ...good, version: 0 }),
      "JOB_VERSION",
      "Finish it with the version that wrote",
    ],
  ])("%s: it is listed with its error, can't be opened, and isn't changed", async (_, text, code, words) => {
    const whole = await left();
    const path = join(folder, "1123-zzzz.json");
    await writeFile(path, text);
    await utimes(path, new Date(NOON - 1000), new Date(NOON - 1000));
    const [bad, other] = await jobs.list();
    expect(other).toMatchObject({ id: whole });
    const when = new Date(NOON - 1000);
    expect(bad).toMatchObject({ id: "1123-zzzz", note: {}, state: undefined, createdAt: when, savedAt: when });
    expect(bad?.error?.message).toContain(`${path} is`);
    expect(bad?.error?.message).toContain(words);
    expect(await failure(jobs.open("1123-zzzz"))).toBe(`${code}: ${bad?.error?.message}`);
    expect(await readFile(path, "utf8")).toBe(text);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it("is reported when it can't be read", async () => {
    await mkdir(join(folder, "1123-zzzz.json"), { recursive: true });
    const [bad] = await jobs.list();
    expect(bad?.error).toMatchObject({ code: "JOB_CANNOT_READ" });
    expect(bad?.error?.message).toMatch(/cannot be read: the system says EISDIR\. Make it readable, or remove it$/);
  });
});

describe("a job's ID", () => {
  it.each(["../x", "..\\x", "/etc/passwd", "", ".", "1124-bcdf.json", "1124-bcdf\n"])(
    "can't be a path: %j",
    async (id) => {
      const known = await left();
      await writeFile(join(root, "state", "x.json"), "{}");
      const message = await failure(jobs.open(id));
      expect(message).toContain("is not the ID of a job: an ID looks like 1124-k3f9, and is not a path. ");
      expect(message).toContain(`${folder} contains ${known}`);
      expect(message.split("\n")).toHaveLength(1);
      expect((await readdir(root, { recursive: true })).filter((name) => name.endsWith(".lock"))).toEqual([]);
    },
  );

  it("that is unknown is rejected with a list of the newest IDs", async () => {
    const made: string[] = [];
    for (let i = 0; i < 13; i++) {
      now += 1000;
      made.unshift(await left());
    }
    expect(await failure(jobs.open("0101-zzzz"))).toBe(
      `JOB_UNKNOWN: There is no job 0101-zzzz. ${folder} contains ${made.slice(0, 10).join(", ")} and 3 older ones`,
    );
    expect(await readdir(folder)).toHaveLength(13);
  });
});

describe("an open job", () => {
  let job: JobRecord;
  beforeEach(async () => {
    job = await jobs.create({ path: "visitors.csv", when: new Date(NOON), gone: undefined });
  });

  it("starts with its note as it will be read, and without a state", async () => {
    expect(job).toMatchObject({ note: { path: "visitors.csv", when: "2026-11-24T12:00:00.000Z" }, state: undefined });
    await job.close();
    expect((await jobs.open(job.id)).note).toEqual(job.note);
  });

  it("saves states in order, and keeps the last one", async () => {
    const given = stateOf("planned");
    const { save } = job;
    const saving = [save(given), save(stateOf("submitting", ["1"])), save(stateOf("waiting"))];
    given.phase = "failed";
    await saving[0];
    expect(job.state?.phase).toBe("planned");
    await Promise.all(saving);
    expect(job.state?.phase).toBe("waiting");
    await job.close();
    expect((await jobs.open(job.id)).state).toEqual(stateOf("waiting"));
  });

  it("can't be opened by another process, which gets the holder, until it is closed", async () => {
    const error = await jobs.open(job.id).catch((reason) => reason);
    expect(error).toMatchObject({ name: "StoreError", code: "JOB_LOCKED", holder: { pid: process.pid } });
    expect(error.message).toMatch(/^Job .* is used by process \d+ on .*\. Let that process finish, or end it$/);
    await job.close();
    await (await jobs.open(job.id)).close();
  });

  it("removes all its files, including those of a killed process", async () => {
    await writeFile(join(folder, `${job.id}.json.new`), "{");
    await writeFile(join(folder, `${job.id}.lock.0123`), "{");
    const other = await left();
    await job.remove();
    await job.close();
    expect(await readdir(folder)).toEqual([`${other}.json`]);
  });

  it("doesn't save anything after it was closed", async () => {
    await job.close();
    await job.close();
    expect(await failure(job.save(stateOf("done")))).toBe(`JOB_CLOSED: Job ${job.id} was closed. Open it again`);
    expect(await failure(job.remove())).toMatch(/^JOB_CLOSED/);
    expect(await readdir(folder)).toEqual([`${job.id}.json`]);
  });

  it("isn't changed after another process has taken it over", async () => {
    await rm(join(folder, `${job.id}.lock`));
    const thief = await jobs.open(job.id);
    await thief.save(stateOf("waiting"));
    expect(await failure(job.save(stateOf("planned")))).toBe(
      `JOB_LOST: Job ${job.id} was taken over by another process, or removed. Nothing more was saved`,
    );
    expect(await failure(job.remove())).toMatch(/^JOB_LOST/);
    await job.close();
    await thief.save(stateOf("done"));
    expect((await jobs.list())[0]?.state?.phase).toBe("done");
  });

  it("reports that its folder was removed", async () => {
    await rm(folder, { recursive: true });
    expect(await failure(job.save(stateOf("planned")))).toMatch(/^JOB_LOST/);
    await job.close();
    expect(await readdir(root, { recursive: true })).toEqual(["state"]);
  });
});
