import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pointsCsv, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { expect, test } from "vitest";
import { BIN, environment, newFolder, run } from "../scripts/run.ts";

interface Opened {
  folder: string;
  mode: string;
  get(path: string): Promise<Response>;
}

/** Starts the page, opens its link as a browser does, and ends it with Ctrl-C. */
async function use(args: readonly string[], work: (opened: Opened) => Promise<void>) {
  const child = spawn(process.execPath, [BIN, "ui", "--no-open", "--json", ...args], { env: environment() });
  const closed = once(child, "close");
  const stderr = text(child.stderr);
  const [printed] = await Promise.race([once(child.stdout, "data"), closed]);
  try {
    const { url, folder, mode } = JSON.parse(String(printed));
    const response = await fetch(url, { redirect: "manual" });
    const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
    await work({ folder, mode, get: (path) => fetch(new URL(path, url), { headers: { cookie } }) });
  } finally {
    child.kill("SIGINT");
  }
  const [code] = await closed;
  return { code, stderr: await stderr };
}

function folderOfSync(): string {
  const folder = newFolder();
  const csv = pointsCsv("2026-11-01", "2026-11-02", ["a.example.com"], () => 300);
  writeExportFolder(folder, [
    { domains: ["a.example.com"], groupBy: "domain", interval: 300, from: "2026-11-01", to: "2026-11-02", csv },
  ]);
  return folder;
}

test("shows a folder with the page of the package, and exports nothing", async () => {
  const folder = folderOfSync();
  const ended = await use([folder], async ({ get, mode }) => {
    expect(mode).toBe("folder");
    const page = await (await get("/")).text();
    const [, script = ""] = /src="([^"]+)"/.exec(page) ?? [];
    expect((await get(script)).headers.get("content-type")).toContain("javascript");
    const { figures } = await (await get("/api/overview")).json();
    expect(figures.totals.traffic).toEqual({ value: 288 * 300 });
    const { jobsOff } = await (await get("/api/folder")).json();
    expect(jobsOff.en).toContain("--live");
    expect(jobsOff.zh).toContain("--emulator");
  });
  expect(ended).toEqual({ code: 0, stderr: "" });
});

test("has a week of made-up data with --emulator, in a folder that it removes at the end", async () => {
  let used = "";
  const ended = await use(["--emulator"], async ({ folder, get, mode }) => {
    used = folder;
    expect(mode).toBe("emulator");
    const { counts } = await (await get("/api/completeness")).json();
    expect(counts).toMatchObject({ done: 49, failed: 0, missing: 0 });
    expect(existsSync(join(folder, ".cdn-export.emulator"))).toBe(true);
  });
  expect(ended).toEqual({ code: 0, stderr: "" });
  expect(existsSync(used)).toBe(false);
});

test("refuses to put made-up data among real exports", async () => {
  const folder = folderOfSync();
  const english = await run(["ui", folder, "--emulator", "--no-open"]);
  expect(english).toMatchObject({ code: 2, stdout: "" });
  expect(english.stderr).toContain(`${folder} has exports of the real service`);
  const chinese = await run(["ui", folder, "--emulator", "--no-open", "--lang", "zh"]);
  expect(chinese.stderr).toContain("模拟服务的数据是虚构的");
});

test("says that a port is in use, and what to do", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = String((server.address() as AddressInfo).port);
  const english = await run(["ui", "--port", port, "--no-open"]);
  expect(english).toMatchObject({ code: 2, stdout: "" });
  expect(english.stderr).toContain(`port ${port} is in use, perhaps by another cdn-export ui: choose another --port`);
  const chinese = await run(["ui", "--port", port, "--no-open", "--lang", "zh"]);
  expect(chinese.stderr).toContain(`端口 ${port} 已被占用`);
  server.close();
});

test("takes a free port if the usual one is in use", async () => {
  const folder = folderOfSync();
  const portOf = async (work: (port: string) => Promise<void>) =>
    use([folder], ({ get }) => get("/").then(({ url }) => work(new URL(url).port)));
  await portOf(async (first) => {
    await portOf(async (second) => expect(second).not.toBe(first));
  });
});

test("needs a key for the real service, and takes one service only", async () => {
  const keys = { HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "" };
  expect(await run(["ui", "--live", "--no-open"], { env: keys })).toMatchObject({ code: 3, stdout: "" });
  const both = await run(["ui", "--live", "--emulator", "--no-open"]);
  expect(both).toMatchObject({ code: 2, stderr: "cdn-export: --live and --emulator can't be combined\n" });
});
