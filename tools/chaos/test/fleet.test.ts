import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { audit } from "../src/fleet/audit.ts";
import { type Cluster, startCluster } from "../src/fleet/cluster.ts";
import { TIMES } from "../src/fleet/order.ts";

/** A machine that is busy needs longer for everything. */
const SLACK_MS = 10_000;

test("another worker takes over after a kill, and the task of the killed worker's create call is found", {
  timeout: 120_000,
}, async () => {
  let cluster: Cluster | undefined;
  let killed: { name: string; at: number } | undefined;
  let takenOverAt = 0;
  cluster = await startCluster({
    accounts: 1,
    domains: 1,
    days: 8,
    workers: 2,
    async answer(request, name, service) {
      const worker = cluster?.workers.find((one) => one.name === name);
      if (request.method === "POST" && !killed && worker) {
        killed = { name, at: Date.now() };
        worker.kill();
      } else if (request.method === "POST" && killed && takenOverAt === 0) takenOverAt = Date.now();
      return service(request, name);
    },
  });
  onTestFinished(() => cluster?.close());
  while ((await cluster.left()) > 0) await sleep(200);
  const { problems, ...found } = await audit(cluster);
  expect(problems).toEqual([]);
  expect(found).toEqual({ windows: 8, files: 8, lost: 0, wrong: 0, duplicates: 0, unfenced: 0 });
  const seconds = (takenOverAt - (killed?.at ?? 0)) / 1000;
  console.log(`taken over after ${seconds.toFixed(1)} s, with a lease of ${TIMES.lease / 1000} s`);
  expect(seconds * 1000).toBeLessThan(TIMES.lease + 5000 + SLACK_MS);
});

test("a process that is stopped for longer than its lease loses its turn, and no window gets two tasks", {
  timeout: 120_000,
}, async () => {
  let cluster: Cluster | undefined;
  let isPaused = false;
  const creates: string[] = [];
  cluster = await startCluster({
    accounts: 1,
    domains: 2,
    days: 8,
    workers: 2,
    async answer(request, name, service) {
      const worker = cluster?.workers.find((one) => one.name === name);
      if (request.method === "POST") creates.push(name);
      const response = await service(request, name);
      // Stopped after the call was executed, and before its answer is read.
      if (request.method === "POST" && !isPaused && worker) {
        isPaused = true;
        worker.pause(TIMES.lease + 8000);
      }
      return response;
    },
  });
  onTestFinished(() => cluster?.close());
  while ((await cluster.left()) > 0) await sleep(200);
  // The stopped process continues, and finds that its turn is lost.
  await sleep(1000);
  const { problems, ...found } = await audit(cluster);
  expect(problems).toEqual([]);
  expect(found).toMatchObject({ windows: 16, files: 16, lost: 0, wrong: 0, duplicates: 0 });
  expect(new Set(creates).size).toBe(2);
});
