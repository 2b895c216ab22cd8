// Real disks that are full or read-only: a file system of a few kilobytes, if the system allows mounting one.
import { execFileSync } from "node:child_process";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from "@cdn-export/test-support/small-disk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JobState } from "../../src/index.ts";
import { fileLock, jobFolder } from "../../src/node.ts";

let disk = "";

let unmount = () => {};

const stateOf = (ids: string[]): JobState => ({
  version: 1,
  id: "a",
  phase: "waiting",
  request: {},
  startedAt: 0,
  elapsedMs: 0,
  warnings: [],
  createCall: { ids, complete: true, from: 0, to: 1 },
});

const failure = (work: Promise<unknown>) =>
  work.then(
    () => "none",
    ({ code, message }) => `${code}: ${message}`,
  );

describe.skipIf(!canMountSmallDisk())("a job on a disk", () => {
  beforeEach(() => {
    ({ disk, unmount } = mountSmallDisk() as SmallDisk);
  });
  afterEach(() => {
    unmount();
  });

  it("that is full keeps its last state, and is saved again when there is room", async () => {
    const job = await jobFolder(disk).create();
    const path = join(disk, `${job.id}.json`);
    await job.save(stateOf(["1"]));
    const before = await readFile(path, "utf8");
    await writeFile(join(disk, "filler"), Buffer.alloc(50_000));
    const big = stateOf(Array.from({ length: 2000 }, (_, i) => `task-${i}`));
    expect(await failure(job.save(big))).toBe(
      `JOB_CANNOT_WRITE: ${path} cannot be written: the disk is full. ` +
        "The last saved state is still there; try again when it can be written",
    );
    expect(job.state).toEqual(stateOf(["1"]));
    expect(await readFile(path, "utf8")).toBe(before);
    await rm(join(disk, "filler"));
    await job.save(big);
    await job.close();
    expect((await jobFolder(disk).list())[0]?.state).toEqual(big);
  });

  it("that is full isn't created, and leaves nothing behind", async () => {
    await writeFile(join(disk, "filler"), Buffer.alloc(64_000)).catch(() => {});
    await writeFile(join(disk, "rest"), Buffer.alloc(64_000)).catch(() => {});
    expect(await failure(jobFolder(disk).create())).toBe(
      `JOB_CANNOT_WRITE: ${disk} cannot be written: the disk is full. Nothing was started; choose another folder, or make room`,
    );
    expect((await readdir(disk)).sort()).toEqual(["filler", "rest"]);
  });

  it("that is full has no room for a lock, and no turn begins", async () => {
    await writeFile(join(disk, "filler"), Buffer.alloc(64_000)).catch(() => {});
    await writeFile(join(disk, "rest"), Buffer.alloc(64_000)).catch(() => {});
    let turns = 0;
    const turn = fileLock(join(disk, "account"))(async () => turns++, new AbortController().signal);
    expect(await failure(turn)).toBe(
      `JOB_CANNOT_WRITE: ${join(disk, "account.lock")} cannot be written: the disk is full. Nothing was sent; choose another folder, or make room`,
    );
    expect(turns).toBe(0);
    expect((await readdir(disk)).sort()).toEqual(["filler", "rest"]);
  });

  it("that is read-only is listed, but can't be created, opened or saved", async () => {
    const jobs = jobFolder(disk);
    const job = await jobs.create();
    const other = await jobs.create();
    await other.close();
    execFileSync("mount", ["-o", "remount,ro", disk]);
    const reason = "cannot be written: the disk is read-only. ";
    expect(await failure(job.save(stateOf([])))).toContain(reason);
    expect(await failure(job.remove())).toContain(reason);
    expect(await failure(job.close())).toContain(reason);
    expect(await failure(jobs.create())).toContain(reason);
    expect(await failure(jobFolder(join(disk, "none", "yet")).create())).toContain(reason);
    expect(await failure(jobs.open(other.id))).toContain(reason);
    expect((await jobs.list()).map(({ error }) => error)).toEqual([undefined, undefined]);
  });
});
