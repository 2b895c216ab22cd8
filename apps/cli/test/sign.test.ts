import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { DEMO_CREDENTIALS, type Emulator, startEmulator } from "@cdn-export/emulator";
import { verify } from "@cdn-export/signer";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";

const PATH = "/v1/cdn/statistics/export-tasks";
const TOKEN = "made-up-token-never-to-be-printed";
const temporary = { ...DEMO_CREDENTIALS, ak: "HSTEMULATORDEMO00001", securityToken: TOKEN };
const withToken = { HUAWEICLOUD_SDK_AK: temporary.ak, HUAWEICLOUD_SDK_SECURITY_TOKEN: TOKEN };
let cloud: Emulator;
let env: Record<string, string>;

beforeAll(async () => {
  cloud = await startEmulator({ accounts: [DEMO_CREDENTIALS, temporary] });
  env = { CDN_EXPORT_ENDPOINT: cloud.url };
});
afterAll(() => cloud.close());

const body = JSON.stringify({ action: "uv", domain_name: "www.example.com", start_time: 0, end_time: 3_600_000 });

test("prints the headers to send, and the service accepts them", async () => {
  const { code, stdout, stderr } = await run(["sign", "get", `${PATH}?limit=1`], { env });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const headers = Object.fromEntries(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/: (.*)/s, 2)),
  );
  expect(Object.keys(headers)).toEqual(["x-sdk-date", "authorization"]);
  expect(headers.authorization).toContain(`Access=${DEMO_CREDENTIALS.ak}, SignedHeaders=host;x-sdk-date, `);
  expect((await fetch(`${cloud.url}${PATH}?limit=1`, { headers })).status).toBe(200);
});

test("--json is one object with method, url and headers", async () => {
  const { stdout } = await run(["sign", "POST", PATH, "--data", body, "--json"], { env });
  const { method, url, headers } = JSON.parse(stdout);
  expect({ method, url }).toEqual({ method: "POST", url: `${cloud.url}${PATH}` });
  expect(headers).toMatchObject({ "content-type": "application/json" });
  expect((await fetch(url, { method, headers, body })).status).toBe(200);
});

/** Runs the command in a shell. */
async function inShell(line: string, variables: Record<string, string> = {}): Promise<{ status: string }> {
  const shell = spawn("sh", ["-s"], { env: { PATH: process.env.PATH ?? "", ...variables } });
  shell.stdin.end(line.replace("curl -sS", "curl -sS --max-time 20 --noproxy '*' -w '\\n%{http_code}'"));
  const [stdout, stderr] = await Promise.all([text(shell.stdout), text(shell.stderr)]);
  return { status: /\n(\d+)$/.exec(stdout)?.[1] ?? stderr };
}

test.each([
  ["a GET", ["GET", `${PATH}?limit=1&task_name=it's%20%C3%A9`]],
  ["a POST", ["POST", PATH, "-d", body]],
  ["a POST with quotes and newlines", ["POST", PATH, "-d", body.replace("{", `{ "country": "it's $HOME \`x\`",\n`)]],
  ["a GET with brackets", ["GET", `${PATH}?limit=1&x[]={a,b}`]],
  ["headers", ["GET", PATH, "-H", "x-a: it's", "-H", "X-A: b", "-H", "x-empty:"]],
])("the curl command for %s sends the request as signed", async (_, args) => {
  const { code, stdout } = await run(["sign", ...args, "--curl"], { env });
  expect(code).toBe(0);
  // The service may reject the query, but not the signature.
  const { status } = await inShell(stdout);
  expect(["200", "400"]).toContain(status);
});

test("the curl command names a body file, and contains a body from stdin", async () => {
  const file = join(newFolder(), "it's a query.json");
  writeFileSync(file, body);
  const named = await run(["sign", "POST", PATH, "--data-file", file, "--curl"], { env });
  expect(named.stdout).toContain("--data-binary '@");
  expect((await inShell(named.stdout)).status).toBe("200");
  const typed = await run(["sign", "POST", PATH, "--data-file", "-", "--curl"], { env, input: body });
  expect((await inShell(typed.stdout)).status).toBe("200");
  const binary = await run(["sign", "POST", PATH, "--data-file", "-", "--curl"], { env, input: "a\0b" });
  expect(binary).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringMatching(/^cdn-export: the body isn't text.*\n$/),
  });
});

test("the curl command reads the token of a temporary key from the environment; nothing prints it", async () => {
  const variables = { ...env, ...withToken };
  const line = await run(["sign", "GET", PATH, "--curl"], { env: variables });
  expect((await inShell(line.stdout, { HUAWEICLOUD_SDK_SECURITY_TOKEN: TOKEN })).status).toBe("200");
  expect((await inShell(line.stdout)).status).toBe("401");
  const shown = await run(["sign", "GET", PATH, "--canonical"], { env: variables });
  expect(shown.stdout).toContain("x-security-token: ***\n");
  expect(shown.stdout).toContain("\nx-security-token:***\n");
  expect(shown.stderr).toContain("x-security-token is secret");
  const json = await run(["sign", "GET", PATH, "--canonical", "--json"], { env: variables });
  for (const { stdout, stderr } of [line, shown, json]) {
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(stdout + stderr).not.toContain(DEMO_CREDENTIALS.sk);
  }
});

test("--canonical prints the canonical request and the string to sign", async () => {
  const url =
    "https://service.region.example.com/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs?limit=2&marker=13551d6b-755d-4757-b956-536f674975c0";
  // The example in the signing guide.
  const key = {
    HUAWEICLOUD_SDK_AK: "QTWAOYTTINDUT2QVKYUC",
    HUAWEICLOUD_SDK_SK: "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc",
  };
  const args = [
    "sign",
    "GET",
    url,
    "-H",
    "content-type: application/json",
    "--date",
    "20191115T033655Z",
    "--canonical",
  ];
  const { stdout, stderr } = await run(args, { env: key });
  expect(stdout).toContain("Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe\n");
  expect(stdout).toContain("\n20191115T033655Z\nb25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a\n");
  expect(stderr).toContain("The gateway refuses this signature now");
});

test("signs and prints a different host, and adds the account ID", async () => {
  const variables = { ...env, HUAWEICLOUD_SDK_DOMAIN_ID: "0123" };
  const { stdout } = await run(["sign", "GET", PATH, "-H", "Host: real.example", "--json"], { env: variables });
  const { headers } = JSON.parse(stdout);
  expect(headers).toMatchObject({ host: "real.example", "x-domain-id": "0123" });
  const request = { method: "GET", target: PATH, headers };
  expect(await verify(request, () => DEMO_CREDENTIALS)).toMatchObject({ ok: true });
});

test.each<[args: string[], message: RegExp]>([
  [["GTE", PATH], /"GTE" isn't a method/],
  [["POSTT", PATH], /Did you mean post\?/],
  [[PATH, "GET"], /isn't a method: the first argument is one of/],
  [["GET", "v1/x?ak=secret"], /"v1\/x\?\.\.\." is neither a URL nor a path/],
  [["GET", "ftp://h/x"], /neither a URL nor a path/],
  [["GET", "https://u:secret@h/"], /must not contain a user or a password/],
  [["GET", PATH, "-H", "secret"], /--header: use the form 'name: value'/],
  [["GET", PATH, "-H", "X-Auth-Token: secret"], /leave x-auth-token out/],
  [["GET", PATH, "-H", "X-Security-Token: secret"], /set HUAWEICLOUD_SDK_SECURITY_TOKEN instead/],
  [["GET", PATH, "-H", "x-sdk-date: 20260101T000000Z"], /which --date sets/],
  [["GET", PATH, "-H", "x-a: \u4e2d"], /x-a is not Latin-1/],
  [["GET", PATH, "--date", "soon"], /--date: "soon" isn't a time/],
  [["GET", PATH, "--date", "20261301T000000Z"], /isn't a time/],
  [["GET", PATH, "-d", "a", "--data-file", "b"], /both set the body/],
  [["GET", PATH, "--data-file", "none.json"], /none\.json can't be read: it doesn't exist/],
  [["GET", PATH, "--data-file", "."], /it is a folder/],
  [["GET", PATH, "--curl", "--canonical"], /leave --canonical out/],
  [["GET", PATH, "--endpoint", "nowhere"], /The endpoint "nowhere" is not a site/],
  [["GET"], /missing required argument 'url'/],
  [["GET", PATH, "--crul"], /Did you mean --curl\?/],
])("sign %j prints one line and exits with 2", async (args, message) => {
  const { code, stdout, stderr } = await run(["sign", ...args], { env });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^cdn-export: [^\n]+\n$/);
  expect(stderr).toMatch(message);
  expect(stderr).not.toContain("secret");
});
