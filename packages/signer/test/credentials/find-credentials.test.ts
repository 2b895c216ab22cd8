import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { findCredentials, NoCredentialsError } from "../../src/node.ts";

let folder: string;
const unreachable = { metadata: { fetch: () => Promise.reject(new TypeError("fetch failed")) } };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cdn-export-signer-"));
  for (const name of ["AK", "SK", "SECURITY_TOKEN", "DOMAIN_ID"]) vi.stubEnv(`HUAWEICLOUD_SDK_${name}`, "");
  vi.stubEnv("CLOUD_SDK_AK", "");
  vi.stubEnv("CLOUD_SDK_SK", "");
  vi.stubEnv("HUAWEICLOUD_SDK_CREDENTIALS_FILE", join(folder, "credentials"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

test("returns credentials from the environment without looking further", async () => {
  vi.stubEnv("HUAWEICLOUD_SDK_AK", "AKENV");
  vi.stubEnv("HUAWEICLOUD_SDK_SK", "made-up");
  await writeFile(join(folder, "credentials"), "[global]\nak = AKFILE\nsk = made-up\n");
  const found = await findCredentials(unreachable);
  expect(found).toMatchObject({ link: "environment", tried: [], credentials: { ak: "AKENV" } });
  expect(JSON.stringify(found)).not.toContain("made-up");
});

test("returns credentials from the profile file, and why the environment had none", async () => {
  await writeFile(join(folder, "credentials"), "[global]\nak = AKFILE\nsk = made-up\n");
  expect(await findCredentials(unreachable)).toMatchObject({
    link: "profile file",
    credentials: { ak: "AKFILE" },
    tried: [{ link: "environment" }],
  });
});

test("returns credentials from the metadata service, with its options", async () => {
  const key = { access: "AKECS", secret: "made-up", securitytoken: "made-up", expires_at: "2099-01-01T00:00:00Z" };
  const fetch = async (url: unknown) =>
    String(url).endsWith("/token") ? new Response("t") : Response.json({ credential: key });
  expect(await findCredentials({ metadata: { fetch } })).toMatchObject({
    link: "ECS metadata",
    credentials: { ak: "AKECS" },
    tried: [{ link: "environment" }, { link: "profile file" }],
  });
});

test("names all three places if none has credentials", async () => {
  const error = (await findCredentials(unreachable).catch((problem: unknown) => problem)) as NoCredentialsError;
  expect(error).toBeInstanceOf(NoCredentialsError);
  expect(error.tried.map(({ link }) => link)).toEqual(["environment", "profile file", "ECS metadata"]);
});

test("stops at half a key", async () => {
  vi.stubEnv("HUAWEICLOUD_SDK_AK", "AKENV");
  await expect(findCredentials(unreachable)).rejects.toThrow("HUAWEICLOUD_SDK_AK is set without HUAWEICLOUD_SDK_SK");
});
