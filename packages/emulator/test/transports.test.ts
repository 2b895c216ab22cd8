import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { sign } from "@cdn-export/signer";
import { describe, expect, test } from "vitest";
import { DEMO_CREDENTIALS, startEmulator } from "../src/index.ts";
import { exchange } from "./exchange.ts";
import { type Answer, checked, DAY, PATH, tasksIn, testCloud } from "./helpers.ts";

/** A response over Node's HTTP client, checked against the spec. */
async function answerTo(responded: Promise<IncomingMessage[]>): Promise<Answer> {
  const [message] = await responded;
  if (message === undefined) throw new Error("no answer");
  const headers = Object.entries(message.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const body = Buffer.concat(await message.toArray());
  return checked("POST", PATH, new Response(body, { status: message.statusCode ?? 0, headers }));
}

describe.each([
  ["in process", false],
  ["over HTTP", 0],
] as const)("%s", (_, port) => {
  const cloudWith = async () => {
    const setup = await testCloud({ port });
    return { ...setup, via: { fetch: port === false ? setup.cloud.fetch : fetch } };
  };

  test("a task is created, listed and downloaded", async () => {
    const { cloud, clock, create, list, via } = await cloudWith();
    const created = await create({ action: "isp_detail", ...DAY }, via);
    expect(created).toMatchObject({ status: 200, body: undefined });
    clock.advance(2000);
    const [task] = tasksIn(await list("limit=5&task_id", via));
    const link = task?.download_link ?? "";
    expect(link.startsWith(`${cloud.url}/downloads/`)).toBe(true);
    const response = await via.fetch(link);
    const text = await response.text();
    expect(Number(response.headers.get("content-length"))).toBe(Buffer.byteLength(text));
    expect(text).toBe(await (await cloud.fetch(link)).text());
    const part = await via.fetch(link, { headers: { range: "bytes=3-" } });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).equals(Buffer.from(text).subarray(3))).toBe(true);
    expect((await via.fetch(link, { method: "HEAD" })).headers.get("etag")).toBe(response.headers.get("etag"));
  });

  test("there is one Date, from the emulator's clock", async () => {
    const { clock, list, via } = await cloudWith();
    expect((await list("", via)).headers.get("date")).toBe(new Date(clock.now()).toUTCString());
  });

  test("a dropped connection is a failed fetch", async () => {
    const { cloud, create, via } = await cloudWith();
    cloud.faults.push({ at: "create", what: "reset-before" }, { at: "create", what: "reset-after" });
    await expect(create({}, via)).rejects.toThrow("fetch failed");
    expect(cloud.tasks).toHaveLength(0);
    await expect(create({}, via)).rejects.toThrow("fetch failed");
    expect(cloud.tasks).toHaveLength(1);
  });

  test("a truncated download is terminated", async () => {
    const { cloud, link, via } = await cloudWith();
    const url = await link({ action: "uv", interval: 300, ...DAY });
    cloud.faults.push({ at: "download", what: "truncate", bytes: 64 });
    const response = await via.fetch(url);
    let received = 0;
    const reading = (async () => {
      for await (const chunk of response.body ?? []) received += chunk.length;
    })();
    await expect(reading).rejects.toThrow("terminated");
    expect(received).toBe(64);
  });

  test("a huge body is refused", async () => {
    const { call, via } = await cloudWith();
    const body = new Uint8Array(13 * 1024 * 1024);
    expect(await call("POST", PATH, { body, token: "", ...via })).toMatchObject({ status: 413, code: "APIGW.0201" });
  });

  test("a closed emulator fails new calls and waiting calls", async () => {
    const { cloud, list, via } = await cloudWith();
    cloud.faults.push({ at: "list", what: "latency", ms: 1e9 });
    const waiting = list("", via);
    while (cloud.faults.pending.length > 0) await new Promise(setImmediate);
    await Promise.all([expect(waiting).rejects.toThrow("fetch failed"), cloud.close()]);
    await expect(list("", via)).rejects.toThrow("fetch failed");
    await cloud.close();
  });
});

test("an emulator without a port has a URL", async () => {
  const { cloud } = await testCloud({ port: false });
  expect(cloud.url).toBe("http://emulator.localhost");
});

test("the error for a port in use is one line", async () => {
  const { cloud } = await testCloud({ port: 0 });
  const port = Number(new URL(cloud.url).port);
  await expect(startEmulator({ port })).rejects.toThrow(
    `the emulator can't listen on 127.0.0.1:${port}: the port is in use; stop the other program, or choose another port (0 takes a free one)`,
  );
});

test("a body that is announced as too long is refused before it is sent", async () => {
  const { cloud } = await testCloud({ port: 0 });
  const call = request(cloud.url + PATH, { method: "POST", headers: { "content-length": 1e9 } });
  call.on("error", () => {});
  call.flushHeaders();
  expect(await answerTo(once(call, "response"))).toMatchObject({ status: 413, code: "APIGW.0201" });
});

test("an endless chunked body is refused while it is sent", async () => {
  const { cloud } = await testCloud({ port: 0 });
  const call = request(cloud.url + PATH, { method: "POST" });
  call.on("error", () => {});
  const answered = once(call, "response");
  const chunk = Buffer.alloc(1024 * 1024);
  for (let i = 0; i < 13; i++) call.write(chunk);
  expect(await answerTo(answered)).toMatchObject({ status: 413, code: "APIGW.0201" });
});

test("an empty response has a length, so that no client waits for chunks", async () => {
  const { cloud, create } = await testCloud({ port: 0 });
  const answer = await create({}, { fetch });
  expect(answer.headers.get("transfer-encoding")).toBeNull();
  expect(cloud.tasks).toHaveLength(1);
});

test("invalid HTTP gets the gateway's error", async () => {
  const { cloud } = await testCloud({ port: 0 });
  const answer = await exchange(cloud.url, "\u0000 not http\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 400 .*X-Request-Id: [0-9a-f]{32}\r\n.*"error_code":"APIGW.0201"/s);
});

test("headers that are too large get 494", async () => {
  const { cloud } = await testCloud({ port: 0 });
  const answer = await exchange(cloud.url, `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${"a".repeat(40_000)}\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 494 /);
});

test("raw paths arrive as they were sent", async () => {
  const { cloud } = await testCloud({ port: 0 });
  for (const path of ["/downloads/../../etc/passwd", "/../etc/passwd", "/downloads/%00", "/downloads/\\..\\x"]) {
    const answer = await exchange(cloud.url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer, path).toMatch(/^HTTP\/1\.1 404 /);
  }
  expect(await checked("GET", PATH, await fetch(cloud.url + PATH))).toMatchObject({ status: 401 });
});

test("a host in capital letters is checked as it was sent", async () => {
  const { cloud, clock } = await testCloud({ port: 0 });
  const { host } = new URL(cloud.url);
  const url = `http://${host}${PATH}`;
  for (const [signed, sent, status] of [
    ["LocalHost:1", "LocalHost:1", "200"],
    ["localhost:1", "LocalHost:1", "401"],
  ]) {
    const { headers } = await sign({ method: "GET", url, headers: { host: signed ?? "" } }, DEMO_CREDENTIALS, {
      date: new Date(clock.now()),
    });
    const lines = Object.entries({ host: sent, connection: "close", ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    const answer = await exchange(cloud.url, `GET ${PATH} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  }
});
