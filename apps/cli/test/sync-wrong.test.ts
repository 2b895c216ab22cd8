import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";

let cloud: Emulator;
beforeAll(async () => {
  cloud = await startEmulator();
});
afterAll(() => cloud.close());

/** Recent enough that no warning is printed. */
const PAST = ["--last", "3d"];
const SYNC = ["sync", "uv,top_url_detail", "www.example.com", ...PAST];
const cwd = newFolder();
const sync = (args: string[], env: Record<string, string> = {}) =>
  run(args, { env: { CDN_EXPORT_ENDPOINT: cloud.url, ...env }, cwd });

describe("invalid arguments", () => {
  const wrong: [why: string, args: string[], message: string][] = [
    ["no action", ["sync"], "missing required argument 'actions'. See cdn-export sync --help"],
    ["no domain", ["sync", "uv"], "missing required argument 'domain'. See cdn-export sync --help"],
    ["no time", ["sync", "uv", "all"], "no period: use --last 7d"],
    ["a typo in an action", ["sync", "uv,top_url", "all", ...PAST], "Did you mean top_url_detail?"],
    [
      "actions separated by blanks",
      ["sync", "uv,", "top_url_detail", "all", ...PAST],
      "separate actions by commas only, uv,top_url_detail",
    ],
    ["a repeated action", ["sync", "uv,uv", "all", ...PAST], '"uv" is listed twice in actions'],
    ["a repeated domain", ["sync", "uv", "a.cn", "a.cn", ...PAST], 'the domain "a.cn" is given twice'],
    [
      "a URL instead of a domain",
      ["sync", "uv", "https://a.cn/x", ...PAST],
      '"https://a.cn/x" is not a domain name: write "a.cn"',
    ],
    ["a typo in --per", [...SYNC, "--per", "days"], `--per: "days" isn't one of hour, day, month. Did you mean day?`],
    ["hours for an action that needs days", [...SYNC, "--per", "hour"], "top_url_detail takes whole days"],
    ["concurrency 0", [...SYNC, "--concurrency", "0"], `--concurrency: "0" isn't a whole number of at least 1`],
    ["an invalid batch", [...SYNC, "--batch", "x"], `--batch: "x" isn't a whole number of at least 1`],
    ["a wait without a unit", [...SYNC, "--wait", "10"], `--wait: "10" isn't a duration: use 90s, 45m or 2h`],
    ["a name without {type}", [...SYNC, "--name", "{date}"], "--name must end in .{type}"],
    [
      "a name with an unknown field",
      [...SYNC, "--name", "{day}.{type}"],
      "--name: there is no {day}; there are {action}",
    ],
    ["one name for two files", [...SYNC, "--name", "{date}.{type}"], "one file; add {id} to it"],
    ["an illegal country", [...SYNC, "--country", "cn"], "top_url_detail takes no --country"],
    ["a province alone", ["sync", "uv", "all", ...PAST, "--province", "beijing"], "--province"],
    ["a file instead of a folder", [...SYNC, "-o", process.execPath], "a file has that name"],
    ["an invalid endpoint", [...SYNC, "--endpoint", "ftp://x"], "endpoint"],
  ];

  test.each(wrong)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await sync(args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^cdn-export: .*\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(cloud.tasks).toEqual([]);
  });

  test.runIf(process.platform === "linux")("a folder that the system doesn't allow", async () => {
    const there = await sync([...SYNC, "-o", "/proc/exports/2026"]);
    expect(there).toMatchObject({ code: 2, stdout: "" });
    expect(there.stderr).toBe(
      "cdn-export: --output: the folder /proc/exports/2026 can't be created: the system allows no folder there\n",
    );
    const kept = await sync(SYNC, { CDN_EXPORT_STATE: "/proc/state/jobs" });
    expect(kept).toMatchObject({ code: 7, stdout: "" });
    expect(kept.stderr).toContain("/proc/state/jobs, can't be written: the system allows no folder there");
    expect(cloud.tasks).toEqual([]);
  });

  test("without credentials, nothing is written", async () => {
    const none = {
      HUAWEICLOUD_SDK_AK: "",
      HUAWEICLOUD_SDK_SK: "",
      HUAWEICLOUD_SDK_CREDENTIALS_FILE: join(cwd, "none"),
    };
    expect((await sync([...SYNC, "-o", "other"], none)).code).toBe(3);
    expect(readdirSync(cwd)).not.toContain("other");
  });
});
