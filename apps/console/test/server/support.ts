// A console on a folder of the test, and requests to it.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExportClient } from "@cdn-export/client";
import { DEMO_CREDENTIALS, type Emulator, type EmulatorOptions, fastClock, startEmulator } from "@cdn-export/emulator";
import { onTestFinished } from "vitest";
import { SAMPLES } from "../../src/assets.ts";
import { type Console, type ConsoleOptions, startConsole } from "../../src/server/index.ts";

/** A time after the days that tests use. */
export const NOW: number = Date.parse("2026-11-20T12:00:00+08:00");

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "console-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface Tested extends Console {
  folder: string;
  /** The response to the link. */
  opened: Response;
  /** What the browser has after it opened the link. */
  cookie: string;
  get(path: string): Promise<Response>;
  post(path: string, body: object): Promise<Response>;
  /** The JSON of a GET. */
  read<T>(path: string): Promise<T>;
  /** The same, once every file is read. */
  whole<T extends { isPartial: boolean }>(path: string): Promise<T>;
  /** The events from now on. */
  events(): Promise<EventReader>;
}

export interface EventReader {
  /** Waits for an event for which `isWanted` is true. */
  until<T>(name: string, isWanted: (data: T) => boolean): Promise<T>;
}

export async function testConsole(given: Partial<ConsoleOptions> = {}): Promise<Tested> {
  const folder = given.folder ?? temporaryFolder();
  const assets = temporaryFolder();
  const [page, samples] = [join(assets, "page"), join(assets, "samples")];
  mkdirSync(join(page, "assets"), { recursive: true });
  mkdirSync(samples);
  writeFileSync(join(page, "index.html"), "<!doctype html><title>page</title>");
  writeFileSync(join(page, "assets/page.js"), "export {};");
  for (const [name, source] of Object.entries(SAMPLES)) copyFileSync(source, join(samples, name));
  const server = await startConsole({
    folder,
    port: 0,
    page,
    samples,
    mode: "folder",
    jobsOff: { en: "off", zh: "关" },
    credentials: async () => DEMO_CREDENTIALS,
    endpoint: "https://cdn.example.com",
    computeBill: () => {
      throw new Error("no bill in this test");
    },
    now: () => NOW,
    ...given,
  });
  onTestFinished(() => server.close());
  const opened = await fetch(server.link, { redirect: "manual" });
  const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
  const origin = `http://127.0.0.1:${server.port}`;
  const get = (path: string) => fetch(origin + path, { headers: { cookie }, redirect: "manual" });
  const read = async <T>(path: string) => {
    const response = await get(path);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  return {
    ...server,
    folder,
    opened,
    cookie,
    get,
    post: (path, body) =>
      fetch(origin + path, {
        method: "POST",
        headers: { cookie, origin, "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    events: async () => readEvents(await get("/api/events")),
    read,
    async whole<T extends { isPartial: boolean }>(path: string) {
      for (;;) {
        const found = await read<T>(path);
        if (!found.isPartial) return found;
      }
    },
  };
}

/** A console whose jobs run on an emulator. Its time passes as fast as the jobs wait. */
export async function consoleWithEmulator(
  given: Partial<ConsoleOptions> = {},
  emulator: EmulatorOptions = {},
): Promise<Tested & { cloud: Emulator }> {
  const clock = fastClock(50, NOW);
  const cloud = await startEmulator({ clock, format: "csv", runMs: 0, ...emulator });
  onTestFinished(() => cloud.close());
  const client = createExportClient({
    credentials: DEMO_CREDENTIALS,
    endpoint: cloud.url,
    onWarning: () => {},
    runtime: { now: clock.now, monotonicNow: clock.now, sleep: (ms, signal) => clock.sleep(ms, signal) },
  });
  const service = { client, endpoint: cloud.url };
  return Object.assign(await testConsole({ mode: "emulator", service, endpoint: cloud.url, ...given }), { cloud });
}

/** Sends bytes, and returns the response as text. For requests that `fetch` can't make. */
export function rawRequest(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let received = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      received += chunk;
    });
    socket.on("close", () => resolve(received)).on("error", reject);
  });
}

function readEvents(response: Response): EventReader {
  const lines = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  onTestFinished(() => lines?.cancel().catch(() => {}));
  let waiting = "";
  const next = async () => {
    while (!waiting.includes("\n\n")) {
      const { done, value } = (await lines?.read()) ?? { done: true };
      if (done) throw new Error("the events have ended");
      waiting += value;
    }
    const end = waiting.indexOf("\n\n");
    const event = waiting.slice(0, end);
    waiting = waiting.slice(end + 2);
    return event;
  };
  return {
    async until<T>(name: string, isWanted: (data: T) => boolean) {
      for (;;) {
        const [, found, data = ""] = /^event: (\w+)\ndata: (.*)$/.exec(await next()) ?? [];
        const value = found === name ? (JSON.parse(data) as T) : undefined;
        if (value !== undefined && isWanted(value)) return value;
      }
    },
  };
}
