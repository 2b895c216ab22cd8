import { freePort } from "@cdn-export/test-support/free-port";
import { expect, onTestFinished, test } from "vitest";
import { createFleet, type FleetLimits } from "../src/index.ts";
import { createLimiter } from "../src/limits.ts";
import { settingsOf } from "../src/options.ts";
import { database } from "../src/postgres.ts";
import { isComplete, setting, until } from "./helpers.ts";

/** Limiters of several workers, each with its own connections. */
async function limiters(limits: FleetLimits, count = 2) {
  const { fleet, options, url } = await setting();
  await fleet.init();
  return Array.from({ length: count }, () => {
    const db = database({ url });
    onTestFinished(() => db.pool.end());
    return createLimiter(db, settingsOf({ ...options, limits }));
  });
}

async function secondsOf(work: Promise<unknown>[]): Promise<number> {
  const begun = performance.now();
  await Promise.all(work);
  return (performance.now() - begun) / 1000;
}

test("workers share the limit of calls per second, of each account and of all", async () => {
  const [a, b] = await limiters({ callsPerSecond: 20, accountCallsPerSecond: 10 });
  if (!a || !b) throw new Error("no limiters");
  // Ten calls of one account take nine gaps of 100 ms.
  const one = Array.from({ length: 10 }, (_, i) => (i % 2 ? a : b).calls("shop", 1));
  expect(await secondsOf(one)).toBeGreaterThan(0.85);
  // Twenty calls of two accounts take 19 gaps of 50 ms.
  const two = Array.from({ length: 20 }, (_, i) => (i % 2 ? a : b).calls(i % 4 < 2 ? "shop" : "video", 1));
  expect(await secondsOf(two)).toBeGreaterThan(0.9);
});

test("workers share the limit of bytes per second", async () => {
  const [a, b] = await limiters({ bytesPerSecond: 4_000_000 });
  if (!a || !b) throw new Error("no limiters");
  // The first portion may arrive at once, and each of the other three after a quarter of a second.
  const portions = [a, b, a, b].map((limiter) => limiter.bytes(1 << 20));
  expect(await secondsOf(portions)).toBeGreaterThan(0.7);
});

test("without limits, nothing waits and nothing is written", async () => {
  const [a] = await limiters({}, 1);
  if (!a) throw new Error("no limiter");
  await a.calls("shop", 1000);
  await a.bytes(1e12);
});

test("a limited fleet sends no more calls than allowed, and serves its metrics on this machine", async () => {
  const starts: number[] = [];
  const { fleet, options, cloud } = await setting();
  await fleet.close();
  const limited = createFleet({
    ...options,
    limits: { callsPerSecond: 20 },
    plans: [{ actions: ["uv"], domains: ["www.example.com"], per: "day", days: 4 }],
    client: {
      ...options.client,
      fetch: (input, init) => {
        const { url } = new Request(input, init);
        if (url.includes("/export-tasks")) starts.push(performance.now());
        return cloud.fetch(input, init);
      },
    },
  });
  const port = await freePort();
  const worker = await limited.work({ metrics: { port } });
  await until(() => isComplete(limited));
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const other = await fetch(`http://127.0.0.1:${port}/other`);
  await worker.stop();
  await limited.close();
  expect(metrics).toContain('cdn_export_fleet_windows{account="shop",state="done"} 4\n');
  expect(metrics).toContain('cdn_export_fleet_account_open{account="video"} 1\n');
  expect(other.status).toBe(404);
  // A create call is sent when its list call has been answered: its place was reserved before.
  const seconds = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 1000;
  expect(starts.length / (seconds + 1)).toBeLessThan(20);
});
