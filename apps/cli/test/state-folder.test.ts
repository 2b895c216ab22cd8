import { join } from "node:path";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { stateFolder } from "../src/shared/state-folder.ts";
import { preload } from "./preload.ts";

let cloud: Emulator;
beforeAll(async () => {
  cloud = await startEmulator({ format: "csv", runMs: 0 });
});
afterAll(() => cloud.close());

const noHome = () => {
  throw new Error("ENOENT: no such file or directory, uv_os_homedir");
};

test.each<[env: NodeJS.ProcessEnv, platform: NodeJS.Platform, folder: string]>([
  [{}, "linux", "/home/me/.local/state/cdn-export"],
  [{ XDG_STATE_HOME: "/var/state" }, "linux", "/var/state/cdn-export"],
  [{ LOCALAPPDATA: "C:\\Users\\me\\AppData\\Local" }, "win32", "C:\\Users\\me\\AppData\\Local\\cdn-export"],
  [{ LOCALAPPDATA: "D:\\用户\\me" }, "win32", "D:\\用户\\me\\cdn-export"],
  [{ LOCALAPPDATA: "\\\\server\\home" }, "win32", "\\\\server\\home\\cdn-export"],
  [{ CDN_EXPORT_STATE: "/anywhere" }, "linux", "/anywhere"],
])("%j on %s: the folder is %s", (env, platform, folder) => {
  expect(stateFolder(env, platform, () => "/home/me")).toBe(folder);
});

test("on Windows without LOCALAPPDATA, the folder is in the home folder", () => {
  const folder = stateFolder({}, "win32", () => "C:\\Users\\me");
  expect(folder).toBe("C:\\Users\\me\\AppData\\Local\\cdn-export");
});

test("without a home folder, another setting is needed", () => {
  expect(() => stateFolder({}, "linux", noHome)).toThrow("Set CDN_EXPORT_STATE to a folder");
  expect(stateFolder({ XDG_STATE_HOME: "/var/state" }, "linux", noHome)).toBe("/var/state/cdn-export");
});

test.each([
  [["get", "uv", "all", "--on", "2026-11-01"]],
  [["sync", "uv", "all", "--on", "2026-11-01"]],
  [["resume"]],
  [["tasks"]],
  [["doctor"]],
])("%j exits with 7 in a container without HOME and without a user, and names CDN_EXPORT_STATE", async (args) => {
  const homeless = preload(`
    import os from "node:os";
    import { syncBuiltinESMExports } from "node:module";
    os.homedir = () => { throw Object.assign(new Error("uv_os_homedir returned ENOENT"), { code: "ERR_SYSTEM_ERROR" }); };
    syncBuiltinESMExports();`);
  const before = cloud.tasks.length;
  const env = { ...homeless, CDN_EXPORT_STATE: "", HOME: "", CDN_EXPORT_ENDPOINT: cloud.url };
  const { code, stdout, stderr } = await run(args, { env });
  expect(stdout + stderr).toContain("Set CDN_EXPORT_STATE to a folder");
  expect(code).toBe(7);
  expect(cloud.tasks).toHaveLength(before);
  const given = await run(args, { env: { ...env, CDN_EXPORT_STATE: join(newFolder(), "state") } });
  expect(given.code).toBe(0);
});
