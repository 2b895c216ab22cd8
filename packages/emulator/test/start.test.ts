import { execFile } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { createSignedFetch } from "@cdn-export/signer";
import { expect, onTestFinished, test } from "vitest";
import { selfSigned } from "../src/cli/certificate.ts";
import { type CommandTexts, startInTerminal } from "../src/cli.ts";
import { DEMO_CREDENTIALS } from "../src/index.ts";
import { PATH } from "./helpers.ts";

async function start(texts: CommandTexts = {}) {
  const printed: string[] = [];
  const started = await startInTerminal({ port: "0", ...texts }, (line) => printed.push(line));
  onTestFinished(() => started.close());
  return { ...started, printed };
}

/** The variables that a shell has after someone pastes every `export` line. */
async function pasted(message: string): Promise<Record<string, string>> {
  const lines = message.split("\n").filter((line) => line.trim().startsWith("export "));
  const { stdout } = await promisify(execFile)("sh", ["-c", `${lines.join("\n")}\nenv`], { env: {} });
  return Object.fromEntries(stdout.split("\n").map((line) => line.split(/=(.*)/s).slice(0, 2)));
}

test("the message starts with the URL, and its export lines set the variables of both kinds of samples", async () => {
  const { cloud, message, keys } = await start();
  expect(message).toMatch(new RegExp(`^The emulator listens on ${cloud.url}\n`));
  const { ak, sk } = DEMO_CREDENTIALS;
  expect(await pasted(message)).toMatchObject({
    CDN_EXPORT_ENDPOINT: cloud.url,
    HUAWEICLOUD_SDK_AK: ak,
    HUAWEICLOUD_SDK_SK: sk,
    CLOUD_SDK_AK: ak,
    CLOUD_SDK_SK: sk,
    HUAWEICLOUD_SDK_REGION_CDN_CN_NORTH_1: cloud.url,
    HUAWEICLOUD_SDK_REGION_CDN_AP_SOUTHEAST_1: cloud.url,
    HUAWEICLOUD_SDK_REGION_CDN_EU_WEST_101: cloud.url,
    HUAWEICLOUD_SDK_IAM_ENDPOINT: cloud.url,
  });
  for (const call of ["withEndpoint", "with_endpoint", "WithEndpoint"]) {
    expect(message).toContain(`${call}("${cloud.url}")`);
  }
  expect(keys).toEqual([ak]);
});

test("the message names the access keys of a configuration, and hides their secrets", async () => {
  const accounts = ["AK1", "AK2"].map((ak) => ({ ak, sk: "made-up-secret", domainId: "1" }));
  const config = join(await mkdtemp(join(tmpdir(), "cdn-export-emulator-")), "emulator.json");
  onTestFinished(() => rm(dirname(config), { recursive: true }));
  await writeFile(config, JSON.stringify({ accounts }));
  const { message, keys } = await start({ config });
  expect(await pasted(message)).toMatchObject({ HUAWEICLOUD_SDK_AK: "AK1", CLOUD_SDK_AK: "AK1" });
  expect(message).toMatch(/More access keys: AK2$/);
  expect(message).not.toContain("made-up-secret");
  expect(keys).toEqual(["AK1", "AK2"]);
});

test("a warning of one line reports a locked key, and its command unlocks the key", async () => {
  const { cloud, printed } = await start();
  const { ak } = DEMO_CREDENTIALS;
  const url = cloud.url + PATH;
  const wrong = createSignedFetch({ ak, sk: "another" });
  const right = createSignedFetch(DEMO_CREDENTIALS);
  for (let i = 0; i < 6; i++) expect((await wrong(url)).status).toBe(401);
  expect((await right(url)).status).toBe(401);
  expect(printed).toEqual([expect.stringMatching(new RegExp(`^The access key ${ak} is locked until [^\n]+$`))]);
  const [, path = "", body = ""] = /curl (\S+) .* -d '(.*)'$/.exec(printed[0] ?? "") ?? [];
  const unlocked = await fetch(path, { method: "POST", body, headers: { "content-type": "application/json" } });
  expect([unlocked.status, await unlocked.json()]).toEqual([200, { locked: [] }]);
  expect((await right(url)).status).toBe(200);
});

test("with tls, the message sets an IAM endpoint whose certificate the printed file proves", async () => {
  const { cloud, message, close } = await start({ tls: true });
  const { HUAWEICLOUD_SDK_IAM_ENDPOINT: iam = "", SSL_CERT_FILE: file = "" } = await pasted(message);
  expect(iam).toBe(cloud.tlsUrl);
  expect(await statusOf(`${iam}/v3/auth/domains`, await readFile(file, "utf8"))).toBe(401);
  await expect(statusOf(`${iam}/v3/auth/domains`)).rejects.toThrow(/self-signed/);
  await close();
  expect(existsSync(file)).toBe(false);
});

test.each(["127.0.0.1", "::1", "localhost"])("the certificate of tls is valid for %s", async (name) => {
  const certificate = new X509Certificate(selfSigned(Date.now()).cert);
  expect(certificate.checkHost(name) ?? certificate.checkIP(name)).toBe(name);
});

/** The status of a GET over TLS, with `ca` as the only trusted certificate. */
function statusOf(url: string, ca?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { ca, agent: false }, (response) => resolve(response.resume().statusCode)).on("error", reject);
  });
}
