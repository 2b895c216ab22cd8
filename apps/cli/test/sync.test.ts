import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DAY_MS, GMT8_MS } from "@cdn-export/client/internal";
import { type Emulator, type EmulatorOptions, manualClock, startEmulator } from "@cdn-export/emulator";
import { openLedger, readLedger } from "@cdn-export/sync";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";

/** Tasks are finished at once, and the create call returns their ID. */
const FAST: EmulatorOptions = { format: "csv", runMs: 0, createBody: "task-id" };

let cloud: Emulator;
let cwd: string;
let env: Record<string, string>;

beforeEach(async () => {
  cloud = await startEmulator(FAST);
  cwd = newFolder();
  env = { CDN_EXPORT_ENDPOINT: cloud.url };
});
afterEach(() => cloud.close());

/** The date this many days ago, in GMT+8, as `--on` takes it. */
const date = (daysBack: number) => new Date(Date.now() + GMT8_MS - daysBack * DAY_MS).toISOString().slice(0, 10);
/** Two days whose data is complete by any rule. */
const PAST = ["--from", date(12), "--to", date(10)];
const SYNC = ["sync", "uv,top_url_detail", "www.example.com", ...PAST];
const ONE_DAY = ["sync", "uv", "www.example.com", "--on", date(12)];
/** Right after the end of `ONE_DAY`: its data may still grow. */
const JUST_OVER = Date.parse(`${date(11)}T00:10+08:00`);
const sync = (args: string[], more: Record<string, string> = {}) => run(args, { env: { ...env, ...more }, cwd });

describe("a folder", () => {
  test("is completed by the first run; the second run exports nothing", async () => {
    expect(await sync(SYNC)).toEqual({ code: 0, stdout: "4 of 4 files in exports, 4 new\n", stderr: "" });
    expect(readdirSync(join(cwd, "exports/uv")).sort()).toEqual([date(12), date(11)]);
    expect(existsSync(join(cwd, "exports/.cdn-export.ledger"))).toBe(true);
    expect(cloud.tasks).toHaveLength(4);

    expect(await sync(SYNC)).toEqual({ code: 0, stdout: "4 of 4 files in exports, 0 new\n", stderr: "" });
    expect(cloud.tasks).toHaveLength(4);
  });

  test("is completed without output with --quiet", async () => {
    expect(await sync([...SYNC, "-q"])).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(cloud.tasks).toHaveLength(4);
  });

  test("is reported as one object with --json", async () => {
    const { code, stdout, stderr } = await sync([...SYNC, "-o", "deep/er", "--json"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^\{.*\}\n$/);
    const counts = { total: 4, done: 4, provisional: 0, notYet: 0, failed: 0, fetched: 4 };
    expect(JSON.parse(stdout)).toEqual({ folder: "deep/er", ...counts, complete: true, failures: [] });
    expect(existsSync(join(cwd, "deep/er/manifest.ndjson"))).toBe(true);
  });

  test("keeps exports with different flags apart", async () => {
    await sync(ONE_DAY);
    const { code, stderr } = await sync([...ONE_DAY, "--language", "en"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cdn-export: --name: .* which is in the ledger; add \{id\} to it, or .*\n$/);
    expect(cloud.tasks).toHaveLength(1);
  });

  test("may lack data that the service has deleted, which one note says", async () => {
    const { code, stderr } = await sync(["sync", "uv", "www.example.com", "--from", date(101), "--to", date(99)]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^Note: statistics are kept for 90 days: .*\n$/);
  });

  test("uses GMT+8 days in any time zone", async () => {
    await sync(["sync", "uv", "all", "--on", date(12)], { TZ: "America/Los_Angeles" });
    expect(cloud.tasks[0]?.request).toMatchObject({ start_time: Date.parse(`${date(12)}T00:00+08:00`) });
  });

  test("uses the names, batches, months, fields and ledger in the flags", async () => {
    const flags = ["--per", "month", "--batch", "2", "--language", "en", "--isp", "yidong,dianxin", "--rate", "50"];
    const places = ["-o", "out", "--name", "{date}/{action}.{type}", "--ledger", "books", "--concurrency", "1"];
    const { code } = await sync(["sync", "uv", "b.example.com,a.example.com", "--on", "2026-10", ...flags, ...places]);
    expect(code).toBe(0);
    expect(cloud.tasks.map(({ request }) => request)).toEqual([
      {
        action: "uv",
        domain_name: "a.example.com,b.example.com",
        start_time: Date.parse("2026-10-01T00:00+08:00"),
        end_time: Date.parse("2026-11-01T00:00+08:00"),
        language: "en",
        isp: "yidong,dianxin",
      },
    ]);
    expect(readdirSync(join(cwd, "out/2026-10"))).toEqual(["uv.csv"]);
    expect(existsSync(join(cwd, "books"))).toBe(true);
  });
});

describe("an incomplete folder", () => {
  test("a failed window doesn't stop the others, exits with 5, and is retried by the next run", async () => {
    cloud.faults.push({ at: "create", what: "task-fails" });
    const { code, stdout, stderr } = await sync([...SYNC, "--concurrency", "1", "--quiet"]);
    expect({ code, stdout }).toEqual({ code: 5, stdout: "3 of 4 files in exports, 3 new; 1 failed\n" });
    expect(stderr).toMatch(/^cdn-export: uv\/[\d-]+\/www.example.com: The export task \w+ has failed.*\n$/);

    expect(await sync(SYNC)).toMatchObject({ code: 0, stdout: "4 of 4 files in exports, 1 new\n" });
    expect(cloud.tasks).toHaveLength(5);
  });

  test("failures are objects with --json", async () => {
    cloud.faults.push({ at: "create", what: "task-fails", times: "always" });
    const { code, stdout } = await sync([...ONE_DAY, "--json"]);
    expect(code).toBe(5);
    const message = expect.stringMatching(/^The export task \w+ has failed/);
    expect(JSON.parse(stdout)).toMatchObject({
      failed: 1,
      complete: false,
      failures: [{ window: `uv/${date(12)}/www.example.com`, code: "JOB_FAILED", message }],
    });
  });

  test("a day that isn't over exits with 8", async () => {
    const ran = await sync(["sync", "uv", "www.example.com", "--from", "today", "--to", "now"]);
    expect(ran).toEqual({ code: 8, stdout: "0 of 1 file in exports, 0 new; 1 not over yet\n", stderr: "" });
  });

  test("data that may still grow is provisional, exits with 8, and prints nothing with --quiet", async () => {
    const behind = await startEmulator({ ...FAST, clock: manualClock(JUST_OVER) });
    const own = { CDN_EXPORT_ENDPOINT: behind.url };
    try {
      const ran = await sync(ONE_DAY, own);
      expect(ran).toEqual({ code: 8, stdout: "1 of 1 file in exports, 1 new; 1 provisional\n", stderr: "" });
      expect(await sync([...ONE_DAY, "-q"], own)).toEqual({ code: 8, stdout: "", stderr: "" });
      behind.advance(2 * DAY_MS);
      expect(await sync(ONE_DAY, own)).toMatchObject({ code: 0, stdout: "1 of 1 file in exports, 1 new\n" });
    } finally {
      await behind.close();
    }
  });

  test("a refused key ends the run after one call, with exit code 3", async () => {
    const { code, stderr } = await sync(SYNC, { HUAWEICLOUD_SDK_SK: "obviously-fake-wrong-key" });
    expect(code).toBe(3);
    expect(stderr).toContain("APIGW.0301");
    expect(stderr).not.toContain("obviously-fake");
    expect(cloud.tasks).toEqual([]);
  });
});

describe("a file that isn't in the ledger", () => {
  test("isn't replaced without --force", async () => {
    const path = join(cwd, `exports/uv/${date(12)}/www.example.com.csv`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "mine");
    const { code, stderr } = await sync(ONE_DAY);
    expect(code).toBe(5);
    expect(stderr).toContain("exists already");
    expect(readFileSync(path, "utf8")).toBe("mine");
    expect(await sync([...ONE_DAY, "--force"])).toMatchObject({ code: 0 });
    expect(readFileSync(path, "utf8")).not.toBe("mine");
    expect(cloud.tasks).toHaveLength(1);
  });
});

describe("the ledger", () => {
  test("is used by one process at a time; another one names that process and exits with 5", async () => {
    await sync(ONE_DAY);
    const ledger = await openLedger(join(cwd, "exports/.cdn-export.ledger"));
    try {
      const { code, stdout, stderr } = await sync(SYNC);
      expect({ code, stdout }).toEqual({ code: 5, stdout: "" });
      expect(stderr).toContain(`is used by process ${process.pid} on `);
      expect(stderr).toMatch(/^cdn-export: .* or wait for it with --wait 10m\n$/);
      const { error } = JSON.parse((await sync([...SYNC, "--json"])).stdout);
      expect(error.advice).toBe("Let it finish, or wait for it with --wait 10m");
      expect(cloud.tasks).toHaveLength(1);
    } finally {
      await ledger.close();
    }
  });

  test("can be waited for with --wait", async () => {
    await sync(ONE_DAY);
    const ledger = await openLedger(join(cwd, "exports/.cdn-export.ledger"));
    const other = sync([...SYNC, "--wait", "50s"]);
    await ledger.close();
    expect(await other).toMatchObject({ code: 0, stdout: "4 of 4 files in exports, 3 new\n" });
  });
});

describe("on a terminal", () => {
  test("counts the files; after Ctrl-C, the same command creates no task twice", async () => {
    const slow = await startEmulator({ ...FAST, runMs: 60_000, clock: manualClock(Date.now()) });
    const terminal = (...more: string[]) =>
      openTerminal([...SYNC, ...more], { cwd, env: { CDN_EXPORT_ENDPOINT: slow.url } });
    const ledger = () => readFileSync(join(cwd, "exports/.cdn-export.ledger"), "utf8");
    // A create call waits until the second of the previous one is over.
    const advanceAndCountTasks = () => {
      slow.advance(1000);
      return slow.tasks.length;
    };
    try {
      const first = terminal("--concurrency", "1");
      await first.shows(/0 of 4 files/);
      // After a stop during a create call, the next run looks for its task while this emulator's clock doesn't move.
      await expect.poll(ledger, { timeout: 30_000 }).toContain('"phase":"waiting"');
      first.type("\u0003");
      expect((await first.ended).code).toBe(130);
      expect(first.screen()).toBe(
        "cdn-export: stopped\nTo resume: run the same command again. Existing files aren't exported again",
      );
      const second = terminal();
      await expect.poll(advanceAndCountTasks, { timeout: 30_000 }).toBe(4);
      slow.advance(60_000);
      expect((await second.ended).code).toBe(0);
      expect(second.screen()).toBe("4 of 4 files in exports, 4 new");
      expect(slow.tasks).toHaveLength(4);
    } finally {
      await slow.close();
    }
  });

  test("Ctrl-C ends a create call at once; the next run finds its task and creates no second one", async () => {
    const slow = await startEmulator({ ...FAST, clock: manualClock(Date.now()) });
    // The response never comes, because the clock doesn't move. The emulator creates the task anyway.
    slow.faults.push({ at: "create", what: "latency", ms: 3_600_000 });
    const terminal = () => openTerminal(ONE_DAY, { cwd, env: { CDN_EXPORT_ENDPOINT: slow.url } });
    try {
      const first = terminal();
      await expect.poll(() => slow.faults.log, { timeout: 30_000 }).toHaveLength(1);
      first.type("\u0003");
      expect((await first.ended).code).toBe(130);
      const ledger = readFileSync(join(cwd, "exports/.cdn-export.ledger"), "utf8");
      expect(ledger).toContain('"phase":"submitting"');
      await expect.poll(() => slow.tasks.length).toBe(1);
      slow.advance(2000);
      const second = terminal();
      expect((await second.ended).code).toBe(0);
      expect(second.screen()).toBe("1 of 1 file in exports, 1 new");
      expect(slow.tasks).toHaveLength(1);
    } finally {
      await slow.close();
    }
  });

  test("explains provisional files", async () => {
    const behind = await startEmulator({ ...FAST, clock: manualClock(JUST_OVER) });
    try {
      const terminal = openTerminal(ONE_DAY, { columns: 120, cwd, env: { CDN_EXPORT_ENDPOINT: behind.url } });
      expect((await terminal.ended).code).toBe(8);
      expect(terminal.screen()).toMatch(/^1 of 1 file .*\nProvisional: exported before the data was complete\. .*$/);
    } finally {
      await behind.close();
    }
  });
});

test("the ledger and the manifest contain no secret", async () => {
  await sync(ONE_DAY);
  for (const name of [".cdn-export.ledger", "manifest.ndjson"]) {
    expect(readFileSync(join(cwd, "exports", name), "utf8")).not.toMatch(/not-a-secret|https?:/);
  }
});

describe("--prune", () => {
  const PLAN = ["sync", "uv", "a.example.com,b.example.com", "--from", date(14), "--to", date(12)];
  const list = () =>
    readdirSync(join(cwd, "exports"), { recursive: true, encoding: "utf8" }).filter((name) => /csv$/.test(name));
  const SMALLER = ["sync", "uv", "a.example.com", "--on", date(13), "--prune"];

  test("lists what would be removed with --dry-run, which calls nothing and changes nothing", async () => {
    await sync(PLAN);
    const before = list();
    const env = { CDN_EXPORT_ENDPOINT: "http://127.0.0.1:1", HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "" };
    const { code, stdout, stderr } = await sync([...SMALLER, "--dry-run"], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      `- uv/${date(14)}/a.example.com (uv/${date(14)}/a.example.com.csv)`,
      `- uv/${date(14)}/b.example.com (uv/${date(14)}/b.example.com.csv)`,
      `- uv/${date(13)}/b.example.com (uv/${date(13)}/b.example.com.csv)`,
      "3 windows of exports would be removed",
      "",
    ]);
    expect(list()).toEqual(before);
  });

  test("removes windows that the plan no longer has, with their files, their folders and their manifest lines", async () => {
    await sync(PLAN);
    const { code, stdout } = await sync(SMALLER);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^(- .*\n){3}3 windows of exports removed\n1 of 1 file in exports, 0 new\n$/);
    expect(list()).toEqual([`uv/${date(13)}/a.example.com.csv`]);
    expect(readdirSync(join(cwd, "exports/uv"))).toEqual([date(13)]);
    expect(readFileSync(join(cwd, "exports/manifest.ndjson"), "utf8").trim().split("\n")).toHaveLength(1);
    expect([...(await readLedger(join(cwd, "exports/.cdn-export.ledger"))).keys()]).toEqual([
      `uv/${date(13)}/a.example.com`,
    ]);
    expect((await sync(SMALLER)).stdout).toContain("0 windows of exports removed\n");
  });

  test("keeps files that were changed, that other tools wrote, and that aren't in the ledger", async () => {
    await sync(PLAN);
    const changed = join(cwd, "exports/uv", date(14), "b.example.com.csv");
    writeFileSync(changed, "mine\n");
    const own = join(cwd, "exports/uv", date(14), "notes.txt");
    writeFileSync(own, "mine\n");
    copyFileSync(join(cwd, "exports/uv", date(14), "a.example.com.csv"), join(cwd, "exports/old.csv"));
    const flags = ["--service-area", "mainland_china", "--domains", "old.example.com"];
    expect((await run(["adopt", "exports", join(cwd, "exports/old.csv"), ...flags], { cwd })).code).toBe(0);
    const { stdout } = await sync(SMALLER);
    expect(stdout).toContain(`kept: uv/${date(14)}/b.example.com: its file was changed\n`);
    expect(stdout).toContain(`kept: uv/${date(14)}/old.example.com: sync didn't write its file\n`);
    expect(stdout).toContain("2 windows of exports removed\n");
    expect(readFileSync(changed, "utf8") + readFileSync(own, "utf8")).toBe("mine\nmine\n");
    expect(list()).toContain("old.csv");
  });

  test("lets a changed plan use the file names of the one before", async () => {
    await sync(ONE_DAY);
    const { code, stdout } = await sync([...ONE_DAY, "--language", "en", "--prune"]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^- .*\n1 window of exports removed\n1 of 1 file in exports, 1 new\n$/),
    });
  });

  test("needs a plan, and --dry-run needs --prune", async () => {
    const only = await sync(["sync", "--prune", "--recreate", "uv/2026-01-01/all"]);
    expect(only).toMatchObject({ code: 2, stderr: expect.stringContaining("missing required argument 'actions'") });
    const dry = await sync([...ONE_DAY, "--dry-run"]);
    expect(dry).toMatchObject({ code: 2, stderr: "cdn-export: --dry-run goes with --prune\n" });
  });
});

describe("--recreate", () => {
  test("exports a window of the ledger again without a plan, and only that one", async () => {
    await sync(SYNC);
    const id = `uv/${date(12)}/www.example.com`;
    const before = cloud.tasks.length;
    const { code, stdout } = await sync(["sync", "--recreate", id]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "1 of 1 file in exports, 1 new\n" });
    expect(cloud.tasks).toHaveLength(before + 1);
    expect((await sync(SYNC)).stdout).toBe("4 of 4 files in exports, 0 new\n");
  });

  test("exports a window outside of the plan's period again, too", async () => {
    await sync(SYNC);
    const id = `uv/${date(11)}/www.example.com`;
    const { stdout } = await sync([...ONE_DAY, "--recreate", id]);
    expect(stdout).toBe("2 of 2 files in exports, 1 new\n");
  });

  test("suggests the ID of a window if there is a typo", async () => {
    await sync(ONE_DAY);
    const { code, stderr } = await sync(["sync", "--recreate", `uv/${date(12)}/www.exmple.com`]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `cdn-export: --recreate: "uv/${date(12)}/www.exmple.com" isn't a window of the plan or the ledger. Did you mean uv/${date(12)}/www.example.com?\n`,
    });
  });
});
