import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createExportClient, lastDays } from "@cdn-export/client";
import { openLedger, plan, readLedger, sync } from "@cdn-export/sync";
import { canMountSmallDisk, mountSmallDisk } from "@cdn-export/test-support/small-disk";
import { expect, test } from "vitest";
import { createFleet, folderStore } from "../src/index.ts";
import { hashOf, isComplete, runSql, setting, until } from "./helpers.ts";

test("two workers export every window of every account once, and store the files", async () => {
  const { fleet, cloud, folder, options } = await setting();
  const other = createFleet(options);
  const workers = [await fleet.work(), await other.work()];
  await until(() => isComplete(fleet));
  await Promise.all(workers.map((worker) => worker.stop()));
  await other.close();
  const windows = [...(await fleet.ledger("shop").read())];
  expect(windows.length).toBeGreaterThan(10);
  expect(cloud.tasks).toHaveLength(2 * windows.length);
  for (const [id, { file }] of windows) {
    expect(file?.path).toBe(`shop/${id}.csv`);
    expect(await hashOf(join(folder, "store", file?.path ?? ""))).toBe(file?.sha256);
  }
});

test("ten workers that start on an empty database create its tables once", async () => {
  const { fleet, options, url } = await setting();
  const fleets = Array.from({ length: 10 }, () => createFleet(options));
  await Promise.all(fleets.map((one) => one.init()));
  await Promise.all(fleets.map((one) => one.close()));
  const { accounts } = await fleet.status();
  expect(accounts.map(({ account }) => account)).toEqual(["shop", "video"]);
  expect(await runSql(url, "select count(*)::int as n from cdn_export.fleet")).toEqual([{ n: 1 }]);
});

test("planning again adds nothing, and keeps the state of windows", async () => {
  const { fleet, url } = await setting();
  await fleet.init();
  const { accounts: before } = await fleet.status();
  await runSql(url, "update cdn_export.windows set tries = 3 where account = 'shop'");
  await runSql(url, "update cdn_export.accounts set planned = '{}'");
  await fleet.init();
  const { accounts: after } = await fleet.status();
  expect(after.map(({ total }) => total)).toEqual(before.map(({ total }) => total));
  expect(after[0]?.failed).toBe(after[0]?.total);
});

test("planning 1,000 accounts with 30 windows each takes less than ten seconds", async () => {
  const accounts = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [`account-${i}`, { credentials: { ak: `AK${i}`, sk: "not-a-secret" } }]),
  );
  const plans = [{ actions: ["uv" as const], domains: ["www.example.com"], per: "day" as const, days: 30 }];
  const { fleet } = await setting({ accounts, plans });
  const begun = performance.now();
  await fleet.init();
  const seconds = (performance.now() - begun) / 1000;
  const { accounts: known } = await fleet.status();
  expect(known.reduce((sum, { total }) => sum + total, 0)).toBe(30_000);
  expect(seconds).toBeLessThan(10);
});

test("a plan that shrinks keeps its windows, says so, and begins none of them", async () => {
  const { fleet, options, events, cloud } = await setting();
  await fleet.init();
  const [before] = (await fleet.status()).accounts;
  const [plan] = options.plans;
  const smaller = createFleet({
    ...options,
    plans: [{ ...plan, domains: ["www.example.com"] } as (typeof options.plans)[0]],
  });
  const worker = await smaller.work();
  await until(async () => (await smaller.status()).accounts.every(({ total, done }) => done === total / 2));
  await worker.stop();
  await smaller.close();
  const [after] = (await fleet.status()).accounts;
  expect(after?.total).toBe(before?.total);
  expect(new Set(cloud.tasks.map(({ request }) => request.domain_name))).toEqual(new Set(["www.example.com"]));
  const half = (before?.total ?? 0) / 2;
  expect(events).toContainEqual({
    level: "warn",
    account: "shop",
    message: `${half} unfinished windows are no longer in a plan: they're kept, and not begun`,
  });
});

test("an account that the service refuses stops alone, with an alert and the time of its next try", async () => {
  const { fleet, options, events } = await setting();
  const { shop, video } = options.accounts;
  if (!shop || !video) throw new Error("no accounts");
  const wrong = createFleet({
    ...options,
    accounts: { shop: { credentials: { ak: "AKSHOP", sk: "not-a-secret-and-wrong" } }, video },
  });
  const worker = await wrong.work();
  await until(async () => {
    const { accounts } = await fleet.status();
    return accounts[0]?.state === "stopped" && accounts[1]?.done === accounts[1]?.total;
  });
  const [stopped] = (await fleet.status()).accounts;
  expect(stopped).toMatchObject({ account: "shop", done: 0, lastError: { code: "APIGW.0301" } });
  const alerts = events.filter(({ level }) => level === "alert");
  expect(alerts).toHaveLength(1);
  expect(alerts[0]).toMatchObject({ account: "shop", nextTry: stopped?.nextTry });
  expect(JSON.stringify(events)).not.toContain("not-a-secret");
  await worker.stop();
  await wrong.close();

  await fleet.retry("shop");
  const right = await fleet.work();
  await until(() => isComplete(fleet));
  await right.stop();
});

test("a window that fails doesn't block its account, and a paused account sends nothing", async () => {
  const { fleet, cloud } = await setting();
  cloud.faults.push({ at: "create", what: "error-200", code: "CDN.0201", message: "no such domain" });
  await fleet.init();
  await fleet.pause("video");
  const worker = await fleet.work();
  await until(async () => (await fleet.status()).accounts[0]?.due === 0);
  await until(async () => (await fleet.status()).accounts[0]?.running === 0);
  const [shop, video] = (await fleet.status()).accounts;
  expect(shop).toMatchObject({ failed: 1, done: (shop?.total ?? 0) - 1, lastError: { code: "CDN.0201" } });
  const [first] = (await fleet.ledger("shop").read()).values();
  expect(shop?.oldestGap).toBe(new Date(Number(first?.query?.to)).toISOString());
  expect(video).toMatchObject({ state: "paused", done: 0, running: 0 });
  await fleet.retry();
  await until(() => isComplete(fleet));
  await worker.stop();
});

test("an account that was removed keeps its windows, also while its jobs wait", async () => {
  const { fleet, options, events } = await setting();
  const { shop } = options.accounts;
  if (!shop) throw new Error("no account");
  await fleet.init();
  const worker = await fleet.work();
  await until(async () => (await fleet.status()).accounts.some(({ done }) => done > 0));
  await worker.stop();
  const smaller = createFleet({ ...options, accounts: { shop } });
  const next = await smaller.work();
  await until(async () =>
    (await smaller.status()).accounts.some(({ account, done, total }) => account === "shop" && done === total),
  );
  await next.stop();
  const video = (await smaller.status()).accounts.find(({ account }) => account === "video");
  expect(video).toMatchObject({ state: "removed" });
  expect(video?.total).toBeGreaterThan(10);
  await smaller.close();
  expect(events.filter(({ level }) => level === "alert")).toEqual([]);
});

test.runIf(canMountSmallDisk())("a full store is an alert, and the files are stored once there is room", async () => {
  const small = mountSmallDisk();
  if (!small) throw new Error("no disk");
  const filler = join(small.disk, "filler");
  const { fleet, events, cloud } = await setting({
    store: folderStore(join(small.disk, "store")),
    plans: [{ actions: ["uv"], domains: ["www.example.com"], per: "day", days: 3 }],
  });
  await fleet.init();
  await writeFile(filler, Buffer.alloc(1 << 20)).catch(() => {});
  const worker = await fleet.work();
  await until(() => events.some(({ level }) => level === "alert"));
  expect(events.find(({ level }) => level === "alert")).toMatchObject({
    code: "STORE_CANNOT_WRITE",
    message: `${small.disk}/store can't be written: it is full. Nothing is lost: the fleet tries again`,
  });
  await rm(filler);
  await until(async () => {
    await fleet.retry();
    return isComplete(fleet);
  });
  await worker.stop();
  small.unmount();
  const windows = await fleet.ledger("shop").read();
  expect(cloud.tasks).toHaveLength(2 * windows.size);
});

test("a file that was exported before its data were complete is exported again, and replaced", async () => {
  const { fleet, cloud, folder, url } = await setting();
  const worker = await fleet.work();
  await until(() => isComplete(fleet));
  const [id = ""] = (await fleet.ledger("shop").read()).keys();
  // As if it had been created before the end of its period.
  await runSql(
    url,
    `update cdn_export.windows set standing = 'fresh', due_at = now(), record = jsonb_set(record, '{file,provisional}', 'true')
     where account = 'shop' and id = $1`,
    [id],
  );
  expect((await fleet.status()).accounts[0]).toMatchObject({ provisional: 1, due: 1 });
  const count = cloud.tasks.length;
  await fleet.retry();
  await until(() => isComplete(fleet));
  await worker.stop();
  expect(cloud.tasks).toHaveLength(count + 1);
  const { file } = (await fleet.ledger("shop").read()).get(id) ?? {};
  expect(file).toMatchObject({ provisional: false, taskId: cloud.tasks.at(-1)?.task_id });
  expect(await hashOf(join(folder, "store", file?.path ?? ""))).toBe(file?.sha256);
});

test("a folder's ledger moves into the fleet: its files aren't exported again", async () => {
  const { fleet, options, cloud, folder } = await setting();
  const client = createExportClient({
    ...options.client,
    credentials: options.accounts.shop?.credentials ?? { ak: "", sk: "" },
  });
  const store = join(folder, "store");
  const windows = plan({ actions: ["uv"], domains: ["www.example.com"], per: "day", ...lastDays(3) });
  const own = await openLedger(join(folder, "ledger"));
  await fleet.init();
  await sync(windows, own, { client, folder: store });
  await own.close();
  const ledger = fleet.ledger("shop");
  for (const [id, record] of await readLedger(join(folder, "ledger"))) await ledger.write(id, record);
  const worker = await fleet.work();
  await until(() => isComplete(fleet));
  await worker.stop();
  const moved = await ledger.read();
  for (const { id } of windows) expect(moved.get(id)?.file?.path).toBe(`${id}.csv`);
  expect(cloud.tasks).toHaveLength(2 * moved.size);
});

test("sync accepts the ledger of an account", async () => {
  const { fleet, options, cloud, folder } = await setting();
  await fleet.init();
  const client = createExportClient({
    ...options.client,
    credentials: options.accounts.shop?.credentials ?? { ak: "", sk: "" },
  });
  const windows = plan({
    actions: ["uv"],
    domains: ["www.example.com"],
    per: "day",
    from: Date.parse("2026-10-01T00:00:00+08:00"),
    to: Date.parse("2026-10-03T00:00:00+08:00"),
  });
  const ledger = fleet.ledger("shop");
  const first = await sync(windows, ledger, { client, folder: join(folder, "own") });
  const again = await sync(windows, ledger, { client, folder: join(folder, "own") });
  expect([first.done, again.done, cloud.tasks.length]).toEqual([2, 2, 2]);
});
