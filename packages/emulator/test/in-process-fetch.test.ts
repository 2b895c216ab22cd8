import { getEventListeners } from "node:events";
import { expect, onTestFinished, test } from "vitest";
import { realClock } from "../src/base/clock.ts";
import { createInProcessFetch } from "../src/http/in-process-fetch.ts";
import type { Handler, RawResponse } from "../src/http/message.ts";

const OK: RawResponse = { status: 200, headers: [], body: new Uint8Array() };

/** A fetch with a signal that can abort, and the number of listeners on the signal. */
function closable(handle: Handler) {
  const closed = new AbortController();
  onTestFinished(() => closed.abort());
  const listeners = () => getEventListeners(closed.signal, "abort").length;
  return { fetch: createInProcessFetch(handle, closed.signal), close: () => closed.abort(), listeners };
}

/** A handler that waits and listens for the caller's abort, as latency does. */
function held() {
  const signals: (AbortSignal | undefined)[] = [];
  let finish = (_: RawResponse): void => {};
  const handle: Handler = (_, gone) => {
    const signal = gone?.();
    signals.push(signal);
    signal?.addEventListener("abort", () => {});
    return new Promise((resolve) => {
      finish = resolve;
    });
  };
  return { handle, signals, finish: (response: RawResponse) => finish(response) };
}

const reachesTheHandler = () => new Promise(setImmediate);

test("a call leaves no listener on the emulator's signal", async () => {
  const { handle, finish } = held();
  const { fetch, listeners } = closable(handle);
  for (let i = 0; i < 20; i++) {
    const call = fetch("http://emulator.localhost/");
    await reachesTheHandler();
    expect(listeners()).toBeGreaterThan(0);
    finish(OK);
    await call;
  }
  expect(listeners()).toBe(0);
});

test("an aborted call leaves no listener", async () => {
  const { handle, signals } = held();
  const { fetch, listeners } = closable(handle);
  const caller = new AbortController();
  const call = fetch("http://emulator.localhost/", { signal: caller.signal });
  await reachesTheHandler();
  caller.abort();
  await expect(call).rejects.toThrow("aborted");
  expect(signals[0]?.aborted).toBe(true);
  expect(listeners()).toBe(0);
});

test("a call whose handler fails leaves no listener", async () => {
  const { fetch, listeners } = closable(async (_, gone) => {
    gone?.();
    throw new Error("broken");
  });
  await expect(fetch("http://emulator.localhost/")).rejects.toThrow("broken");
  expect(listeners()).toBe(0);
});

test.each([
  ["read to its end", async (response: Response) => void (await response.text())],
  ["cancelled", async (response: Response) => response.body?.cancel()],
])("a streamed body has its listener until it is %s", async (_, end) => {
  async function* body() {
    yield Uint8Array.of(1);
    yield Uint8Array.of(2);
  }
  const { fetch, listeners } = closable(async (_, gone) => {
    gone?.();
    return { ...OK, body: body() };
  });
  const response = await fetch("http://emulator.localhost/");
  expect(listeners()).toBe(1);
  await end(response);
  expect(listeners()).toBe(0);
});

test("closing the emulator aborts the signals of all calls", async () => {
  const { handle, signals } = held();
  const { fetch, close, listeners } = closable(handle);
  const calls = [fetch("http://emulator.localhost/"), fetch("http://emulator.localhost/")];
  await reachesTheHandler();
  close();
  for (const call of calls) await expect(call).rejects.toThrow("fetch failed");
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
  expect(listeners()).toBe(0);
});

test("a sleep leaves no listener on its signal", async () => {
  const { signal } = new AbortController();
  await Promise.all([realClock().sleep(0, signal), realClock().sleep(1, signal)]);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});
