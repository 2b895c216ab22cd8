// Attacks from another page, another name, and another program on this machine.
import { expect, it } from "vitest";
import { rawRequest, testConsole } from "./support.ts";

const head = (lines: readonly string[]) => `${lines.join("\r\n")}\r\n\r\n`;

it("listens on loopback only", async () => {
  const { link, port } = await testConsole();
  expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/\\?token=[\\w-]{43}$`));
});

it("exchanges the token for a cookie that scripts can't read, and takes it out of the URL", async () => {
  const { port, opened } = await testConsole();
  expect(opened.status).toBe(303);
  expect(opened.headers.get("location")).toBe(`http://127.0.0.1:${port}/`);
  const [value, ...flags] = (opened.headers.get("set-cookie") ?? "").split("; ");
  expect(value).toMatch(new RegExp(`^cdn-export-${port}=[\\w-]{43}$`));
  expect(flags).toEqual(["HttpOnly", "SameSite=Strict", "Path=/"]);
});

it("accepts the token once", async () => {
  const { link } = await testConsole();
  const opened = await fetch(link, { redirect: "manual" });
  expect(opened.status).toBe(403);
  expect(opened.headers.get("set-cookie")).toBe(null);
  expect(await opened.text()).toContain("This link was used already");
});

it("redirects to its own origin only", async () => {
  const { port, cookie } = await testConsole();
  const lines = [`host: 127.0.0.1:${port}`, `cookie: ${cookie}`, "connection: close"];
  const response = await rawRequest(port, head(["GET /.//evil.example.com/?token=x&a=1 HTTP/1.1", ...lines]));
  expect(response).toMatch(/^HTTP\/1\.1 303 /);
  expect(response).toContain(`location: http://127.0.0.1:${port}//evil.example.com/?a=1\r\n`);
});

it.each([
  ["the page", "/"],
  ["a file of the page", "/assets/page.js"],
  ["data", "/api/folder"],
  ["events", "/api/events"],
])("refuses %s without the cookie", async (_, path) => {
  const { port } = await testConsole();
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  expect(response.status).toBe(401);
  expect(await response.text()).toContain("cdn-export ui");
});

it.each(["", "cdn-export-1=x", "cdn-export-0=", "cdn-export-PORT=AAAA"])("refuses the cookie %j", async (given) => {
  const { port } = await testConsole();
  const cookie = given.replace("PORT", String(port));
  expect((await fetch(`http://127.0.0.1:${port}/api/folder`, { headers: { cookie } })).status).toBe(401);
});

it.each([
  ["another host name, as DNS rebinding has it", ["host: evil.example.com:PORT"]],
  ["a host without the port", ["host: 127.0.0.1"]],
  ["another port", ["host: 127.0.0.1:1"]],
  ["two hosts", ["host: 127.0.0.1:PORT", "host: evil.example.com"]],
  ["an address of another interface", ["host: 0.0.0.0:PORT"]],
  ["another origin", ["host: 127.0.0.1:PORT", "origin: http://evil.example.com"]],
  ["another port as the origin", ["host: 127.0.0.1:PORT", "origin: http://127.0.0.1:1"]],
  ["a sandboxed page", ["host: 127.0.0.1:PORT", "origin: null"]],
  ["a link on another site", ["host: 127.0.0.1:PORT", "sec-fetch-site: cross-site"]],
  ["a page on another port of this machine", ["host: 127.0.0.1:PORT", "sec-fetch-site: same-site"]],
])("refuses %s, even with the cookie", async (_, lines) => {
  const { port, cookie } = await testConsole();
  const headers = lines.map((line) => line.replaceAll("PORT", String(port)));
  const response = await rawRequest(
    port,
    head(["GET /api/folder HTTP/1.1", ...headers, `cookie: ${cookie}`, "connection: close"]),
  );
  expect(response).toMatch(/^HTTP\/1\.1 (403|400) /);
  expect(response).not.toContain('"path"');
});

it("accepts localhost, and an address that was typed", async () => {
  const { port, cookie } = await testConsole();
  const lines = [`host: localhost:${port}`, `cookie: ${cookie}`, "sec-fetch-site: none", "connection: close"];
  expect(await rawRequest(port, head(["GET /api/folder HTTP/1.1", ...lines]))).toMatch(/^HTTP\/1\.1 200 /);
});

it.each([
  ["without an origin", {}],
  ["from another origin", { origin: "http://evil.example.com" }],
  ["as a form", { origin: "OWN", "content-type": "application/x-www-form-urlencoded" }],
  ["as text, which needs no preflight", { origin: "OWN", "content-type": "text/plain" }],
])("refuses a POST %s", async (_, given: Record<string, string>) => {
  const { port, cookie } = await testConsole();
  const own = `http://127.0.0.1:${port}`;
  const headers = { "content-type": "application/json", cookie, ...given };
  const origin = given.origin === "OWN" ? { origin: own } : {};
  const response = await fetch(`${own}/api/preview`, {
    method: "POST",
    headers: { ...headers, ...origin },
    body: "{}",
  });
  expect([403, 415]).toContain(response.status);
});

it("gives no other origin leave to read, and answers no preflight", async () => {
  const { port, cookie, get } = await testConsole();
  expect((await get("/api/folder")).headers.get("access-control-allow-origin")).toBe(null);
  const lines = [
    `host: 127.0.0.1:${port}`,
    "origin: http://evil.example.com",
    "access-control-request-method: POST",
    `cookie: ${cookie}`,
  ];
  const response = await rawRequest(port, head(["OPTIONS /api/jobs HTTP/1.1", ...lines, "connection: close"]));
  expect(response).toMatch(/^HTTP\/1\.1 405 /);
  expect(response).not.toMatch(/access-control-allow/i);
});

it.each([
  ["an absolute URL", "GET http://example.com/ HTTP/1.1"],
  ["a URL of another scheme", "GET //example.com/ HTTP/1.1"],
  ["a tunnel", "CONNECT example.com:443 HTTP/1.1"],
])("isn't a proxy: %s", async (_, line) => {
  const { port, cookie } = await testConsole();
  const response = await rawRequest(
    port,
    head([line, `host: 127.0.0.1:${port}`, `cookie: ${cookie}`, "connection: close"]),
  );
  expect(response).not.toMatch(/^HTTP\/1\.1 2/);
});

it("sends headers that keep scripts, frames and other sites out", async () => {
  const { get } = await testConsole();
  for (const path of ["/", "/assets/page.js", "/api/folder", "/api/nothing", "/nothing.js"]) {
    const { headers } = await get(path);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:/);
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  }
});

it.each(["/../package.json", "/..%2f..%2fpackage.json", "/assets/..%5c..%5cx.js", "/%2e%2e/x.css", "/assets/"])(
  "serves only the page's own files: %s",
  async (path) => {
    const { port, cookie } = await testConsole();
    const lines = [`GET ${path} HTTP/1.1`, `host: 127.0.0.1:${port}`, `cookie: ${cookie}`, "connection: close"];
    const response = await rawRequest(port, head(lines));
    expect(response).toMatch(/^HTTP\/1\.1 404 |<title>page<\/title>/);
  },
);

it("refuses a body that is too large, and one that isn't JSON", async () => {
  const { port, cookie } = await testConsole();
  const origin = `http://127.0.0.1:${port}`;
  const headers = { "content-type": "application/json", cookie, origin };
  const send = (body: string) => fetch(`${origin}/api/preview`, { method: "POST", headers, body });
  expect((await send(`{"a":"${"x".repeat(1 << 20)}"}`)).status).toBe(413);
  expect((await send("[1]")).status).toBe(400);
  expect((await send("{")).status).toBe(400);
});
