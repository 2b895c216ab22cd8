import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createFleet, type FleetOptions, folderStore } from "../src/index.ts";
import { runSql, setting } from "./helpers.ts";

async function messageOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    const { message, code } = error as { message: string; code: string };
    expect(message).not.toContain("\n");
    return `${code}: ${message}`;
  }
  throw new Error("it didn't fail");
}

async function withUrl(url: string, more: Partial<FleetOptions["postgres"]> = {}): Promise<string> {
  const { options } = await setting();
  const fleet = createFleet({ ...options, postgres: { url, ...more } });
  try {
    return await messageOf(() => fleet.work());
  } finally {
    await fleet.close();
  }
}

test("without Postgres, the message names the server", async () => {
  expect(await withUrl("postgres://me@127.0.0.1:1/exports")).toBe(
    "POSTGRES_UNREACHABLE: Postgres at 127.0.0.1:1 can't be reached: ECONNREFUSED",
  );
});

test("a wrong password and a missing database are named", async () => {
  const { url } = await setting();
  const server = new URL(url).host;
  expect(await withUrl(url.replace("not-a-secret", "wrong-password"))).toBe(
    `POSTGRES_REFUSED: Postgres at ${server} refuses the user "postgres": the password or the access rules (pg_hba.conf) are wrong`,
  );
  expect(await withUrl(url.replace(/test_\w+/, "nothing"))).toBe(
    `POSTGRES_REFUSED: Postgres at ${server} has no database "nothing": create it first`,
  );
});

test("TLS is verified by default, except on this machine", async () => {
  const { url } = await setting();
  const port = new URL(url).port;
  expect(await withUrl(url, { ca: "not a certificate" })).toContain("POSTGRES_REFUSED");
  expect(await withUrl(`postgres://postgres:not-a-secret@0.0.0.0:${port}/postgres`)).toBe(
    `POSTGRES_REFUSED: Postgres at 0.0.0.0:${port} has no TLS: add ?sslmode=disable to postgres.url if the network is safe`,
  );
});

test("a database of a newer version is refused", async () => {
  const { fleet, url } = await setting();
  await fleet.init();
  await runSql(url, "insert into cdn_export.migrations (version) values (99)");
  expect(await messageOf(() => fleet.work())).toBe(
    "FLEET_VERSION: The tables in cdn_export have version 99, and this program knows 1. Update @cdn-export/fleet on this machine",
  );
  await runSql(url, "delete from cdn_export.migrations where version = 99");
  await runSql(url, "update cdn_export_jobs.version set version = 9999");
  expect(await messageOf(() => fleet.work())).toMatch(
    /^FLEET_VERSION: pg-boss in cdn_export_jobs has version 9999, and this program knows \d+. Update/,
  );
});

test("a second fleet on the same database is refused, unless it has a schema of its own", async () => {
  const { fleet, options, folder } = await setting();
  await fleet.init();
  const other = await mkdtemp(join(tmpdir(), "fleet-"));
  const second = createFleet({ ...options, store: folderStore(other) });
  expect(await messageOf(() => second.work())).toBe(
    `FLEET_MIXED: The schema cdn_export belongs to a fleet whose files are in ${folder}/store, and ${other} isn't its store. ` +
      "Mount the store, or set postgres.schema to another name for a second fleet",
  );
  await second.close();
  const third = createFleet({
    ...options,
    store: folderStore(other),
    postgres: { ...options.postgres, schema: "second" },
  });
  await third.init();
  await third.close();
});

test("a database without tables says what to run", async () => {
  const { fleet } = await setting();
  expect(await messageOf(() => fleet.status())).toBe(
    "FLEET_VERSION: The schema cdn_export has no tables of a fleet. Run `cdn-export fleet init` first",
  );
});

test("invalid options are named before anything is connected", async () => {
  const { options } = await setting();
  const [plan] = options.plans;
  const message = (change: object) => messageOf(() => createFleet({ ...options, ...change } as FleetOptions));
  expect(await message({ accounts: {} })).toBe("FLEET_OPTIONS: accounts must have one account at least");
  expect(await message({ accounts: { "../shop": {} } })).toContain("needs a name that is safe in file paths");
  expect(await message({ accounts: { shop: {} } })).toBe("FLEET_OPTIONS: the account shop has no credentials");
  expect(await message({ plans: [{ ...plan, accounts: ["unknown"] }] })).toBe(
    'FLEET_OPTIONS: a plan names the account "unknown", which isn\'t in accounts',
  );
  expect(await message({ plans: [{ ...plan, per: "week" }] })).toContain('per must be "hour", "day" or "month"');
  expect(await message({ lease: 1000 })).toBe("FLEET_OPTIONS: lease must be at least 10000 ms, not 1000");
  expect(await message({ limits: { callsPerSecond: 0 } })).toBe(
    "FLEET_OPTIONS: limits.callsPerSecond must be a number above 0, not 0",
  );
  expect(await message({ postgres: { url: "mysql://db" } })).toBe(
    "FLEET_OPTIONS: postgres.url must look like postgres://USER@HOST:PORT/DATABASE",
  );
  const { fleet } = await setting();
  await fleet.init();
  expect(await messageOf(() => fleet.pause("unknown"))).toBe('FLEET_OPTIONS: There is no account "unknown"');
});
