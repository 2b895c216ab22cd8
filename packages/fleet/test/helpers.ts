import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Emulator, type EmulatorOptions, startEmulator } from "@cdn-export/emulator";
import pg from "pg";
import { inject, onTestFinished } from "vitest";
import { createFleet, type Fleet, type FleetEvent, type FleetOptions, folderStore } from "../src/index.ts";

let count = 0;

/** @returns the connection string of an empty database. */
async function emptyDatabase(): Promise<string> {
  const name = `test_${process.pid}_${++count}`;
  await runSql(inject("postgres"), `create database ${name}`);
  return inject("postgres").replace(/\/postgres$/, `/${name}`);
}

export async function runSql<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export interface Setting {
  url: string;
  cloud: Emulator;
  folder: string;
  events: FleetEvent[];
  options: FleetOptions;
  fleet: Fleet;
}

const ACCOUNTS = ["shop", "video"] as const;

/** A fleet of two accounts on an emulator. Everything is closed after the test. */
export async function setting(change: Partial<FleetOptions> = {}, emulator: EmulatorOptions = {}): Promise<Setting> {
  const url = await emptyDatabase();
  const folder = await mkdtemp(join(tmpdir(), "fleet-"));
  const keys = ACCOUNTS.map((name, i) => ({
    ak: `AK${name.toUpperCase()}`,
    sk: `not-a-secret-${name}`,
    domainId: `${i}`.padStart(32, "0"),
  }));
  const cloud = await startEmulator({
    port: false,
    accounts: keys,
    format: "csv",
    runMs: 100,
    topRows: 3,
    ...emulator,
  });
  const events: FleetEvent[] = [];
  const options: FleetOptions = {
    postgres: { url },
    accounts: Object.fromEntries(
      ACCOUNTS.map((name, i) => [name, { credentials: keys[i] as { ak: string; sk: string } }]),
    ),
    plans: [{ actions: ["uv"], domains: ["www.example.com", "img.example.com"], per: "day", days: 6 }],
    store: folderStore(join(folder, "store")),
    client: { endpoint: cloud.url, fetch: cloud.fetch, callTimeout: 4000, visibilityTimeout: 4000 },
    lease: 10_000,
    log: (event) => events.push(event),
    ...change,
  };
  const fleet = createFleet(options);
  onTestFinished(async () => {
    await fleet.close().catch(() => {});
    await cloud.close();
    await rm(folder, { recursive: true });
  });
  return { url, cloud, folder, events, options, fleet };
}

/** Waits until a condition holds. */
export async function until(condition: () => Promise<boolean> | boolean, ms = 45_000): Promise<void> {
  for (const end = Date.now() + ms; !(await condition()); await sleep(100))
    if (Date.now() > end) throw new Error("it took too long");
}

export async function isComplete(fleet: Fleet): Promise<boolean> {
  const { accounts } = await fleet.status();
  return accounts.length > 0 && accounts.every(({ total, done }) => total > 0 && done === total);
}

export async function hashOf(path: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}
