// Proxies that refuse, need a password or speak TLS, and the entries of NO_PROXY.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { type Emulator, startEmulator } from "@cdn-export/emulator";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { proxiedFetch } from "../src/shared/proxy.ts";

let cloud: Emulator;
let seen: { url: string; authorization: string | undefined }[];
const servers: Server[] = [];

beforeEach(async () => {
  cloud = await startEmulator({ runMs: 0, format: "csv" });
  seen = [];
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of servers.splice(0)) server.close();
  await cloud.close();
});

/** A proxy that opens each tunnel, or refuses it with a status. */
async function startProxy(server: Server, status = 200, port = Number(new URL(cloud.url).port)): Promise<string> {
  server.on("connect", ({ url = "", headers }: IncomingMessage, client: Duplex) => {
    seen.push({ url, authorization: headers["proxy-authorization"] });
    if (status !== 200) return client.end(`HTTP/1.1 ${status} Refused\r\ncontent-length: 0\r\n\r\n`);
    const upstream = connect(port, "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
    upstream.pipe(client).pipe(upstream);
    upstream.on("error", () => client.destroy());
    return client.on("error", () => upstream.destroy());
  });
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const endpoint = () => ({ CDN_EXPORT_ENDPOINT: cloud.url });

describe.each([407, 403])("a proxy that refuses tunnels with %i", (status) => {
  test("is named with that status, without its password", async () => {
    const proxy = await startProxy(createServer(), status);
    const env = { ...endpoint(), HTTP_PROXY: `http://user:not-a-secret@${proxy}` };
    const { code, stderr } = await run(["doctor"], { env });
    expect(stderr).not.toContain("not-a-secret");
    expect(code).not.toBe(0);
    vi.stubEnv("HTTP_PROXY", env.HTTP_PROXY);
    const fetch = await proxiedFetch(process.env);
    await expect(fetch?.(cloud.url)).rejects.toMatchObject({
      name: "ConnectionError",
      code: "PROXY",
      status,
      message: expect.stringContaining(`The proxy ${proxy} sent HTTP ${status}`),
    });
  });
});

test("a 407 ends a command at the first try", async () => {
  const proxy = await startProxy(createServer(), 407);
  const { code, stderr } = await run(["tasks"], { env: { ...endpoint(), HTTP_PROXY: `http://${proxy}` } });
  expect(stderr).toBe(
    `cdn-export: The proxy ${proxy} sent HTTP 407. Put its user and password into the URL: http://USER:PASSWORD@HOST:PORT\n`,
  );
  expect([code, seen.length]).toEqual([5, 1]);
});

test("the proxy gets the user and the password in its URL", async () => {
  const proxy = await startProxy(createServer());
  const env = { ...endpoint(), HTTP_PROXY: `http://me:a%40b@${proxy}` };
  expect((await run(["tasks"], { env })).code).toBe(0);
  expect(seen[0]?.authorization).toBe(`Basic ${Buffer.from("me:a@b").toString("base64")}`);
});

test.each<[entry: (port: string) => string, isDirect: boolean]>([
  [() => "127.0.0.1", true],
  [() => "other.test, 127.0.0.1", true],
  [() => "*", true],
  [(port) => `127.0.0.1:${port}`, true],
  [() => "127.0.0.1:1", false],
  [() => "127.0.0.0/8", true],
  [() => "127.0.0.1/32", true],
  [() => "10.0.0.0/8", false],
  [() => "fd00::/8", false],
  [() => ".1", true],
  [() => ".2", false],
])("NO_PROXY entry %#", async (entry, isDirect) => {
  const proxy = await startProxy(createServer());
  const noProxy = entry(new URL(cloud.url).port);
  vi.stubEnv("HTTP_PROXY", `http://${proxy}`);
  vi.stubEnv("NO_PROXY", noProxy);
  const notes: string[] = [];
  const fetch = await proxiedFetch(process.env, (text) => notes.push(text));
  await fetch?.(`${cloud.url}/`);
  expect([noProxy, seen.length === 0, notes]).toEqual([noProxy, isDirect, []]);
});

test("entries of NO_PROXY that aren't understood are named once", async () => {
  const NO_PROXY = "http://a.test,10.0.0.0/99,b.test:x,[::1]:80,::1,fd00::/8,*.c.test";
  const { stderr, code } = await run(["tasks"], {
    env: { ...endpoint(), HTTP_PROXY: `http://${await startProxy(createServer())}`, NO_PROXY },
  });
  expect(code).toBe(0);
  expect(stderr.match(/(?<=entry ")[^"]+/g)).toEqual(["http://a.test", "10.0.0.0/99", "b.test:x"]);
});

describe.each([
  ["through a proxy", {}],
  ["direct, beside a proxy", { NO_PROXY: "127.0.0.0/8" }],
])("%s", (_, env) => {
  test.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
    ["deflate", deflateSync],
  ])("a download encoded with %s is decoded, and fails if it is cut off", async (encoding, encode) => {
    const text = Array.from({ length: 9000 }, (_, i) => `www.example.com,${(i * 7919) % 10_007}\n`).join("");
    const whole = encode(text);
    const sent: string[] = [];
    const server = createServer(({ url = "" }, response) => {
      sent.push(url);
      const body = url === "/cut" ? whole.subarray(0, whole.length / 2) : whole;
      response.writeHead(200, { "content-encoding": encoding, "content-length": body.length }).end(body);
    });
    servers.push(server.listen(0, "127.0.0.1"));
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    vi.stubEnv("HTTP_PROXY", `http://${await startProxy(createServer(), 200, port)}`);
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const fetch = await proxiedFetch(process.env);
    const get = (path: string, headers: Record<string, string>) =>
      fetch?.(`http://127.0.0.1:${port}${path}`, { headers });
    const download = { "accept-encoding": "identity" };
    expect(await (await get("/whole", download))?.text()).toBe(text);
    await expect((await get("/cut", download))?.text()).rejects.toMatchObject({ code: "Z_BUF_ERROR" });
    // API calls may not be repeatable.
    expect(await (await get("/call", {}))?.text()).toBe(text);
    expect(sent.filter((url) => url === "/call")).toHaveLength(1);
  });
});

function has(program: string): boolean {
  try {
    execFileSync(program, [program === "openssl" ? "version" : "-v"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test.skipIf(!has("openssl"))("an https proxy is used (needs openssl)", async () => {
  const folder = newFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  execFileSync("openssl", ["req", "-x509", ...kind, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
  const proxy = await startProxy(createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }));
  const env = {
    ...endpoint(),
    HTTP_PROXY: `https://${proxy.replace("127.0.0.1", "localhost")}`,
    NODE_EXTRA_CA_CERTS: cert,
  };
  expect(await run(["tasks"], { env })).toMatchObject({ code: 0, stderr: "No tasks.\n" });
  expect(seen).toHaveLength(1);
});

test.skipIf(!has("tinyproxy"))(
  "tinyproxy is used with a password, and refuses another one (needs tinyproxy)",
  async () => {
    const config = join(newFolder(), "tinyproxy.conf");
    // Takes a free port.
    const free = createServer().listen(0, "127.0.0.1");
    await once(free, "listening");
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    writeFileSync(config, `Port ${port}\nListen 127.0.0.1\nBasicAuth me right\nTimeout 60\nMaxClients 10\n`);
    const child = spawn("tinyproxy", ["-d", "-c", config], { stdio: "ignore" });
    try {
      await vi.waitFor(async () => once(connect(port, "127.0.0.1"), "connect"), { timeout: 5000 });
      const through = (password: string) =>
        run(["tasks"], { env: { ...endpoint(), HTTP_PROXY: `http://me:${password}@127.0.0.1:${port}` } });
      expect((await through("right")).code).toBe(0);
      const { code, stderr } = await through("wrong");
      expect(code).toBe(5);
      expect(stderr).toMatch(/The proxy 127\.0\.0\.1:\d+ sent HTTP 40[17]/);
    } finally {
      child.kill();
    }
  },
);
