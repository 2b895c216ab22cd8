import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { startPostgres } from "@cdn-export/test-support/postgres";
import { expect, test } from "vitest";
import { BIN, environment, newFolder, run } from "../scripts/run.ts";
import { preload } from "./preload.ts";

const KEY = { SHOP_AK: DEMO_CREDENTIALS.ak, SHOP_SK: DEMO_CREDENTIALS.sk };

function configIn(cwd: string, postgres: string, endpoint = "http://127.0.0.1:1"): void {
  const config = {
    postgres: { url: postgres },
    accounts: { shop: { credentials: { env: "SHOP" } } },
    plans: [{ actions: ["uv"], domains: ["www.example.com"], per: "day", days: 4 }],
    store: { folder: "store" },
    client: { endpoint },
  };
  writeFileSync(join(cwd, "fleet.json"), JSON.stringify(config));
}

test("init, work and status: a worker exports what is due, and stops with Ctrl-C", { timeout: 120_000 }, async () => {
  const server = await startPostgres();
  const cloud = await startEmulator({ runMs: 0, format: "csv" });
  const cwd = newFolder();
  const { password } = new URL(server.url);
  const env = { ...KEY, PGPASSWORD: password };
  configIn(cwd, server.url.replace(`:${password}@`, "@"), cloud.url);
  const fleet = (...args: string[]) => run(["fleet", ...args], { cwd, env });

  expect(await fleet("status")).toMatchObject({
    code: 5,
    stderr: expect.stringContaining("Run `cdn-export fleet init` first\n"),
  });
  expect(await fleet("init")).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Planned 4 windows of 1 accounts/),
  });
  expect(await fleet("status", "--json")).toMatchObject({ code: 8, stdout: expect.stringContaining('"due":4') });
  const worker = spawn(process.execPath, [BIN, "fleet", "work"], { cwd, env: { ...environment(), ...env } });
  const closed = once(worker, "close");
  const said = text(worker.stderr);
  for (let tries = 0; (await fleet("status")).code !== 0 && tries < 60; tries++) await sleep(500);
  const { code, stdout } = await fleet("status");
  worker.kill("SIGINT");
  expect([await closed, await said]).toEqual([[0, null], ""]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/shop +open +4 +4 +0 +0 +0/);
  expect(readdirSync(join(cwd, "store", "shop", "uv"))).toHaveLength(4);
  expect(await fleet("pause", "shop")).toMatchObject({ code: 0 });
  expect((await fleet("status")).stdout).toMatch(/shop +paused/);
  expect(await fleet("retry")).toMatchObject({ code: 0 });
  expect(await fleet("pause", "unknown")).toMatchObject({
    code: 5,
    stderr: 'cdn-export: There is no account "unknown"\n',
  });
  await cloud.close();
  await server.stop();
});

test("mistakes are one line each", async () => {
  const cwd = newFolder();
  const fleet = (args: string[], env: Record<string, string> = {}) => run(["fleet", ...args], { cwd, env });
  expect(await fleet(["status"])).toEqual({
    code: 2,
    stdout: "",
    stderr: "cdn-export: fleet.json: there is no such file\n",
  });
  expect(await fleet(["begin"])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("isn't one of init, work, status"),
  });
  configIn(cwd, "postgres://me@127.0.0.1:1/exports");
  expect(await fleet(["work"], KEY)).toEqual({
    code: 5,
    stdout: "",
    stderr: "cdn-export: Postgres at 127.0.0.1:1 can't be reached: ECONNREFUSED\n",
  });
  const chinese = await fleet(["work", "--lang", "zh"]);
  expect(chinese.stderr).toMatch(/^cdn-export: 无法连接 Postgres（.*ECONNREFUSED\n$/);
});

test("an older Node and a missing package are named", async () => {
  const older = preload("Object.defineProperty(process.versions, 'node', { value: '20.19.0' });");
  expect(await run(["fleet", "status"], { env: older })).toMatchObject({
    code: 2,
    stderr: "cdn-export: fleet needs Node 22.12 or later, and this is 20.19.0\n",
  });
  const without = preload(
    "import { registerHooks } from 'node:module'; registerHooks({ resolve(name, context, next) {" +
      " if (name === '@cdn-export/fleet') throw Object.assign(new Error('no'), { code: 'ERR_MODULE_NOT_FOUND' });" +
      " return next(name, context); } });",
  );
  expect(await run(["fleet", "status"], { env: without })).toMatchObject({
    code: 2,
    stderr: "cdn-export: fleet needs the package @cdn-export/fleet: run npm install @cdn-export/fleet\n",
  });
});

test("the help is in Chinese as well", async () => {
  const { stdout, code } = await run(["fleet", "--help", "--lang", "zh"]);
  expect(code).toBe(0);
  expect(stdout).toContain("在多台共用一个 Postgres 数据库的机器上为多个账号导出");
});
