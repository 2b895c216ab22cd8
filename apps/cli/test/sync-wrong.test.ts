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

/** Young enough for no note. */
const PAST = ["--last", "3d"];
const SYNC = ["sync", "uv,top_url_detail", "www.example.com", ...PAST];
const cwd = newFolder();
const sync = (args: string[], env: Record<string, string> = {}) =>
  run(args, { env: { CDN_EXPORT_ENDPOINT: cloud.url, ...env }, cwd });

describe("what cannot be", () => {
  const wrong: [why: string, args: string[], message: string][] = [
    ["no action", ["sync"], "missing required argument 'actions'. See cdn-export sync --help"],
    ["no domain", ["sync", "uv"], "missing required argument 'domain'. See cdn-export sync --help"],
    ["no time", ["sync", "uv", "all"], "which time? Say --last 7d"],
    ["a slip in one of the actions", ["sync", "uv,top_url", "all", ...PAST], "Did you mean top_url_detail?"],
    [
      "actions with blanks",
      ["sync", "uv,", "top_url_detail", "all", ...PAST],
      "write uv,top_url_detail, with no blank",
    ],
    ["an action twice", ["sync", "uv,uv", "all", ...PAST], '"uv" stands twice in actions'],
    ["a domain twice", ["sync", "uv", "a.cn", "a.cn", ...PAST], '"a.cn" stands twice in domains'],
    [
      "an address for a domain",
      ["sync", "uv", "https://a.cn/x", ...PAST],
      '"https://a.cn/x" is not a domain name: write "a.cn"',
    ],
    ["a slip in --per", [...SYNC, "--per", "days"], '--per: "days" is not one of hour, day, month. Did you mean day?'],
    ["hours of what takes days", [...SYNC, "--per", "hour"], "top_url_detail takes whole days"],
    ["no concurrency", [...SYNC, "--concurrency", "0"], '--concurrency: "0" is not a whole number from 1 on'],
    ["no batch", [...SYNC, "--batch", "x"], '--batch: "x" is not a whole number from 1 on'],
    ["a wait without unit", [...SYNC, "--wait", "10"], '--wait: "10" is not a time: write 90s, 45m or 2h'],
    ["a name without type", [...SYNC, "--name", "{date}"], "--name must end in .{type}"],
    [
      "a name with an unknown field",
      [...SYNC, "--name", "{day}.{type}"],
      "--name: there is no {day}; there are {action}",
    ],
    ["one name for two files", [...SYNC, "--name", "{date}.{type}"], "one file; add {id} to it"],
    ["an illegal country", [...SYNC, "--country", "cn"], "top_url_detail takes no --country"],
    ["a province alone", ["sync", "uv", "all", ...PAST, "--province", "beijing"], "--province"],
    ["a file in the folder's place", [...SYNC, "-o", process.execPath], "there is a file of that name"],
    ["a wrong endpoint", [...SYNC, "--endpoint", "ftp://x"], "endpoint"],
  ];

  test.each(wrong)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await sync(args);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^cdn-export: .*\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(cloud.tasks).toEqual([]);
  });

  test.runIf(process.platform === "linux")("a folder where the system takes none", async () => {
    const there = await sync([...SYNC, "-o", "/proc/exports/2026"]);
    expect(there).toMatchObject({ code: 2, stdout: "" });
    expect(there.stderr).toBe(
      "cdn-export: --output: the folder /proc/exports/2026 cannot be made: the system takes no folder there\n",
    );
    const kept = await sync(SYNC, { CDN_EXPORT_STATE: "/proc/state/jobs" });
    expect(kept).toMatchObject({ code: 7, stdout: "" });
    expect(kept.stderr).toContain("/proc/state/jobs, cannot be written: the system takes no folder there");
    expect(cloud.tasks).toEqual([]);
  });

  test("no credentials: nothing is written either", async () => {
    const none = {
      HUAWEICLOUD_SDK_AK: "",
      HUAWEICLOUD_SDK_SK: "",
      HUAWEICLOUD_SDK_CREDENTIALS_FILE: join(cwd, "none"),
    };
    expect((await sync([...SYNC, "-o", "other"], none)).code).toBe(3);
    expect(readdirSync(cwd)).not.toContain("other");
  });
});
