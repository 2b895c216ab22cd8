import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { jobFolder } from "@cdn-export/client/node";
import { DEMO_CREDENTIALS, type Emulator, manualClock, startEmulator } from "@cdn-export/emulator";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { openTerminal } from "../scripts/terminal.ts";
import { FAST_CLOCK, fastClock, preload } from "./preload.ts";

const MINUTE_MS = 60_000;
const noKey = { HUAWEICLOUD_SDK_AK: "", HUAWEICLOUD_SDK_SK: "" };
let cloud: Emulator;
let env: Record<string, string>;
const servers: Server[] = [];

beforeAll(async () => {
  cloud = await startEmulator();
  env = { CDN_EXPORT_ENDPOINT: cloud.url };
});
afterAll(() => cloud.close());
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Redirects requests for the metadata service to this listener. */
async function metadata(listener: RequestListener, before = ""): Promise<Record<string, string>> {
  const code = `${before} const { fetch } = globalThis;
    globalThis.fetch = (url, init) => fetch(String(url).replace("http://169.254.169.254", "${await serve(listener)}"), init);`;
  return { ...env, ...noKey, ...preload(code) };
}

interface Failure {
  state: string;
  text: string;
  details: Record<string, unknown>;
}

/** Runs `doctor --json`. `check` returns a check by its name. */
async function runDoctor(variables: Record<string, string>, ...flags: string[]) {
  const { code, stdout } = await run(["doctor", "--json", ...flags], { env: { ...env, ...variables } });
  expect(stdout).toMatch(/^[^\n]+\n$/);
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: (Failure & { name: string })[] };
  expect(ok).toBe(code === 0);
  const check = Object.fromEntries(checks.map((check) => [check.name, check]));
  return { code, check: (name: string): Failure => check[name] as Failure };
}

test("prints one line per check, and sends no signed request", async () => {
  const { code, stdout, stderr } = await run(["doctor"], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const lines = stdout.trim().split("\n");
  expect(lines.map((line) => line.split(/ {2,}/).slice(0, 2).join(": "))).toEqual([
    "ok: Node",
    "ok: cdn-export",
    "ok: credentials",
    "ok: account id",
    "ok: proxy",
    "ok: endpoint",
    "ok: clock",
    "ok: jobs",
    "not checked: signed call",
  ]);
  expect(stdout).toContain("environment: AK EMUL..., without a token");
  expect(stdout).not.toContain(DEMO_CREDENTIALS.ak);
});

test("--live makes one signed call, and --quiet prints only what is wrong", async () => {
  const { code, check } = await runDoctor({ HUAWEICLOUD_SDK_DOMAIN_ID: DEMO_CREDENTIALS.domainId }, "--live");
  expect(code).toBe(0);
  expect(check("signed call")).toMatchObject({ state: "ok", details: { status: 200, total: 0 } });
  expect(check("account id").text).toBe(`environment: ${DEMO_CREDENTIALS.domainId}`);
  expect(await run(["doctor", "--live", "--quiet"], { env })).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("a refused key is explained and exits with 3", async () => {
  const { code, stdout } = await run(["doctor", "--live", "-q"], { env: { ...env, HUAWEICLOUD_SDK_SK: "made-up" } });
  expect(code).toBe(3);
  expect(stdout).toMatch(/^wrong +signed call +refused with HTTP 401, APIGW\.0301/);
  expect(stdout).toContain("the secret key is wrong");
  expect(stdout).not.toContain("made-up");
});

test.each([
  [-5 * MINUTE_MS, "warning", 0, /^5 min ahead of the endpoint's/],
  [20 * MINUTE_MS, "wrong", 3, /^20 min behind the endpoint's: set it; beyond 15 minutes, signatures are refused/],
  [300 * MINUTE_MS, "wrong", 3, /^5 h behind/],
])("reports a clock that is %i ms off", async (ms, state, exitCode, text) => {
  const skewed = await startEmulator({ clock: manualClock(Date.now() + ms) });
  const { code, check } = await runDoctor({ CDN_EXPORT_ENDPOINT: skewed.url });
  expect({ code, clock: check("clock") }).toMatchObject({
    code: exitCode,
    clock: { state, text: expect.stringMatching(text) },
  });
  await skewed.close();
});

test("an endpoint that refuses or never responds exits with 5", async () => {
  const gone = await startEmulator();
  await gone.close();
  const closed = await runDoctor({ CDN_EXPORT_ENDPOINT: gone.url }, "--live");
  expect(closed).toMatchObject({ code: 5 });
  expect(closed.check("endpoint").text).toBe(
    `can't reach ${gone.url}: the host refuses connections (connect ECONNREFUSED ${new URL(gone.url).host})`,
  );
  expect(closed.check("clock").state).toBe("not checked");
  expect(closed.check("signed call").state).toBe("wrong");
  const silent = await runDoctor({ CDN_EXPORT_ENDPOINT: await serve(() => {}), ...preload(FAST_CLOCK) });
  expect(silent.check("endpoint").text).toMatch(/no response within 5 s/);
});

test("without credentials, it names each place and why it had none", async () => {
  const variables = await metadata((_, response) => response.writeHead(404).end());
  const { code, stdout } = await run(["doctor", "--live"], { env: variables });
  expect(code).toBe(3);
  expect(stdout).toMatch(/wrong +credentials +none found: set HUAWEICLOUD_SDK_AK/);
  expect(stdout).toMatch(/environment: neither.*\n +profile file: .* does not exist\n +ECS metadata: no agency/);
  expect(stdout).toContain("not sent: there are no credentials");
});

test("finds credentials of a cloud server and in a profile file", async () => {
  const credential = {
    access: "AKECS123",
    secret: "made-up",
    securitytoken: "made-up",
    expires_at: "2099-01-01T00:00:00Z",
  };
  const variables = await metadata((request, response) =>
    response.end(request.method === "PUT" ? "token" : JSON.stringify({ credential })),
  );
  const server = await runDoctor(variables);
  expect(server.check("credentials").text).toBe("ECS metadata: AK AKEC..., a temporary key with its token");
  const file = join(newFolder(), "credentials");
  writeFileSync(file, "[global]\nak = AKFILE123\nsk = made-up\ndomain_id = 42\n");
  const profile = await runDoctor({ ...noKey, HUAWEICLOUD_SDK_CREDENTIALS_FILE: file });
  expect(profile.check("credentials").text).toBe("profile file: AK AKFI..., without a token");
  expect(profile.check("account id").text).toBe("profile file: 42");
});

test("doesn't wait for a metadata service that never responds", async () => {
  // The limit of all requests together is 2 s longer. A faster clock would leave no time between them on a busy machine.
  const { code, check } = await runDoctor(await metadata(() => {}, fastClock(5)));
  expect(code).toBe(3);
  expect(JSON.stringify(check("credentials"))).toContain("no answer within 3 s");
});

test("half a key is wrong; a temporary key without its token is a warning", async () => {
  const half = await runDoctor({ HUAWEICLOUD_SDK_SK: "" });
  expect(half).toMatchObject({ code: 3 });
  expect(half.check("credentials").text).toMatch(/HUAWEICLOUD_SDK_AK is set without HUAWEICLOUD_SDK_SK/);
  const lone = await runDoctor({ HUAWEICLOUD_SDK_AK: "HST0123" });
  expect(lone.check("credentials")).toMatchObject({ state: "warning" });
});

test("uses the proxy, and shows it without its password", async () => {
  const asked: string[] = [];
  const proxy = createServer().on("connect", (request, socket) => {
    asked.push(String(request.url));
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  servers.push(proxy);
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const { port } = proxy.address() as AddressInfo;
  const variables = { CDN_EXPORT_ENDPOINT: "https://h.example", HTTPS_PROXY: `http://me:made-up@127.0.0.1:${port}` };
  const { code, check } = await runDoctor(variables);
  expect(code).toBe(5);
  expect(check("proxy").text).toBe(`HTTPS_PROXY: http://***@127.0.0.1:${port}`);
  expect(asked).toEqual(["h.example:443"]);
  expect(check("endpoint").state).toBe("wrong");
});

test.each([
  [{ HTTP_PROXY: "proxy.example:3128" }, "wrong", /HTTP_PROXY isn't a URL/],
  [{ ALL_PROXY: "http://h" }, "warning", /ALL_PROXY is ignored/],
])("the proxy of %j is %s", async (variables, state, text) => {
  expect((await runDoctor(variables)).check("proxy")).toMatchObject({ state, text: expect.stringMatching(text) });
});

test("counts unfinished jobs and names damaged ones; a folder that can't be made exits with 7", async () => {
  const folder = newFolder();
  const record = await jobFolder(join(folder, "jobs")).create({});
  await record.close();
  writeFileSync(join(folder, "jobs", "1124-zzzz.json"), "{");
  const { check } = await runDoctor({ CDN_EXPORT_STATE: folder });
  expect(check("jobs")).toMatchObject({ state: "warning", details: { damaged: ["1124-zzzz"] } });
  expect(check("jobs").text).toMatch(/^2 unfinished/);
  expect(await runDoctor({ CDN_EXPORT_STATE: "/dev/null/state" })).toMatchObject({ code: 7 });
});

test("the state folder doesn't have to exist yet", async () => {
  const folder = join(newFolder(), "a", "b");
  expect((await runDoctor({ CDN_EXPORT_STATE: folder })).check("jobs").state).toBe("ok");
  expect(() => mkdirSync(folder)).toThrow("ENOENT");
});

test.each<[args: string[], message: RegExp]>([
  [["--endpoint", "nowhere"], /The endpoint "nowhere" is not a site/],
  [["--endpoint", "https://u:secret@h"], /must have no user/],
  [["--lvie"], /Did you mean --live\?/],
  [["now"], /too many arguments/],
])("doctor %j prints one line and exits with 2", async (args, message) => {
  const { code, stdout, stderr } = await run(["doctor", ...args], { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^cdn-export: [^\n]+\n$/);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain("secret");
});

test("wraps long lines between words on a terminal, below the text", async () => {
  const terminal = openTerminal(["doctor"], {
    columns: 70,
    cwd: newFolder(),
    env: { ...env, ...noKey, HUAWEICLOUD_SDK_AK: "FAKE" },
  });
  await terminal.ended;
  const lines = terminal.screen().split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(70);
  expect(terminal.screen().replaceAll(/\n {26}/g, " ")).toContain(
    "HUAWEICLOUD_SDK_AK is set without HUAWEICLOUD_SDK_SK",
  );
});
