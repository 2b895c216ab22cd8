import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { createFleet } from "../src/index.ts";
import { writeRecord } from "../src/ledger.ts";
import { type AccountTurn, takeTurn } from "../src/lock.ts";
import { type Database, database } from "../src/postgres.ts";
import { runSql, setting } from "./helpers.ts";
import { startPooler } from "./pooler.ts";

const CALL_MS = 300;

async function twoWorkers(lease = 60_000) {
  const { url, fleet } = await setting();
  await fleet.init();
  const workers = [database({ url }), database({ url })] as const;
  onTestFinished(async () => {
    for (const { pool } of workers) await pool.end();
  });
  const take = (db: Database, signal = new AbortController().signal) =>
    takeTurn(db, "shop", { lease, callTimeout: CALL_MS, signal });
  const taken = async (db: Database): Promise<AccountTurn> => {
    const turn = await take(db);
    if (!turn) throw new Error("no turn");
    onTestFinished(() => turn.release());
    return turn;
  };
  const [[id = "", record] = []] = [...(await fleet.ledger("shop").read())];
  if (!record) throw new Error("no window");
  const write = (turn: AccountTurn, busyMs?: number) =>
    writeRecord(turn.session, "cdn_export", { account: "shop", id, record, turn: { number: turn.number, busyMs } });
  return { url, workers, take, taken, write };
}

test("one worker at a time has the turn of an account", async () => {
  const { workers, taken } = await twoWorkers();
  const first = await taken(workers[0]);
  await first.verify();
  let hasSecond = false;
  const second = taken(workers[1]).then((turn) => {
    hasSecond = true;
    return turn;
  });
  await sleep(700);
  expect(hasSecond).toBe(false);
  await first.release();
  await (await second).verify();
});

test("a holder that gives no sign of life for a lease is terminated, and can neither verify nor write any more", async () => {
  const { workers, taken, write } = await twoWorkers(1000);
  // A paused process sends no heartbeat.
  vi.useFakeTimers({ toFake: ["setInterval"] });
  const paused = await taken(workers[0]);
  vi.useRealTimers();
  const next = await taken(workers[1]);
  await next.verify();
  expect(await write(next)).toBe(true);
  await expect(paused.verify()).rejects.toThrow();
  expect(paused.lost.aborted).toBe(true);
  await expect(write(paused)).rejects.toThrow();
});

test("a new holder waits until no create call of the one before can be under way", async () => {
  const { workers, taken, write } = await twoWorkers();
  const first = await taken(workers[0]);
  const busyMs = first.announce();
  expect(await write(first, 1500)).toBe(true);
  expect(busyMs).toBeGreaterThan(CALL_MS);
  await first.verify();
  await first.release();
  const begun = performance.now();
  await taken(workers[1]);
  expect(performance.now() - begun).toBeGreaterThan(1000);
});

test("the create call isn't sent if the account isn't busy for as long as the call may take", async () => {
  const { workers, taken, write } = await twoWorkers();
  const turn = await taken(workers[0]);
  turn.announce();
  await write(turn, CALL_MS / 2);
  await expect(turn.verify()).rejects.toMatchObject({ code: "TURN_LOST" });
  expect(turn.lost.aborted).toBe(true);
});

test("a worker with an older number writes nothing", async () => {
  const { url, workers, taken, write } = await twoWorkers();
  const turn = await taken(workers[0]);
  await runSql(url, "update cdn_export.accounts set turn = turn + 1 where name = 'shop'");
  expect([await write(turn), await write(turn, 1000)]).toEqual([false, false]);
  await expect(turn.verify()).rejects.toMatchObject({ code: "TURN_LOST" });
});

test("a pooler in transaction mode is reported, whatever the number of its sessions", async () => {
  for (const sessions of [2, 5]) {
    const { options, url } = await setting();
    const pooler = await startPooler(url, sessions);
    const fleet = createFleet({ ...options, postgres: { url: pooler.url } });
    await expect(fleet.work()).rejects.toMatchObject({
      code: "POSTGRES_POOLED",
      message: expect.stringContaining("A pooler such as pgbouncer in transaction mode is in front of Postgres"),
    });
    await fleet.close();
    pooler.close();
  }
});
