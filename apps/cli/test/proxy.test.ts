import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { startEmulator } from "@cdn-export/emulator";
import { expect, test } from "vitest";
import { run } from "../scripts/run.ts";
import { FAST_CLOCK, preload } from "./preload.ts";

test.each(["HTTP_PROXY", "http_proxy"])("calls and downloads use %s, except for hosts in NO_PROXY", async (name) => {
  const cloud = await startEmulator({ runMs: 0, format: "csv" });
  const tunnels: string[] = [];
  const proxy = createServer().listen(0, "127.0.0.1");
  proxy.on("connect", ({ url = "" }, client) => {
    tunnels.push(url);
    const [host, port] = url.split(":");
    const upstream = connect(Number(port), host, () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
    upstream.pipe(client).pipe(upstream);
    upstream.on("error", () => client.destroy());
    client.on("error", () => upstream.destroy());
  });
  await once(proxy, "listening");
  const env = {
    CDN_EXPORT_ENDPOINT: cloud.url,
    [name]: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  };
  try {
    const { code, stderr } = await run(["get", "uv", "all", "--on", "2026-11-01"], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(new Set(tunnels)).toEqual(new Set([new URL(cloud.url).host]));

    tunnels.length = 0;
    expect((await run(["tasks"], { env: { ...env, NO_PROXY: "127.0.0.1" } })).code).toBe(0);
    expect(tunnels).toEqual([]);
  } finally {
    await cloud.close();
    proxy.close();
  }
});

test("HTTPS_PROXY is asked for a tunnel, and its refusal is reported", async () => {
  const tunnels: string[] = [];
  const proxy = createServer().listen(0, "127.0.0.1");
  proxy.on("connect", ({ url = "" }, client) => {
    tunnels.push(url);
    client.end("HTTP/1.1 403 Forbidden\r\n\r\n");
  });
  await once(proxy, "listening");
  const env = {
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    CDN_EXPORT_ENDPOINT: "https://cdn.invalid",
    ...preload(FAST_CLOCK),
  };
  try {
    const { code, stderr } = await run(["get", "uv", "all", "--on", "2026-11-01"], { env });
    expect(new Set(tunnels)).toEqual(new Set(["cdn.invalid:443"]));
    expect(code).toBe(5);
    expect(stderr).toMatch(/^cdn-export: .*\n$/);
  } finally {
    proxy.close();
  }
});
