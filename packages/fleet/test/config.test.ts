import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createFleet, readFleetConfig } from "../src/index.ts";

const CONFIG = {
  postgres: { url: "postgres://fleet@db.internal/exports", passwordEnv: "FLEET_PASSWORD" },
  accounts: {
    shop: { credentials: { env: "SHOP" }, callsPerSecond: 5 },
    video: { credentials: { profile: "video.ini" } },
    news: { credentials: { module: "vault.mjs" } },
  },
  plans: [{ actions: ["uv"], domains: ["www.example.com"], per: "day", days: 90 }],
  store: { bucket: "exports", endpoint: "https://obs.example.com", credentials: { env: "OBS" } },
  limits: { callsPerSecond: 20 },
};
const ENV = { FLEET_PASSWORD: "made-up-1", SHOP_AK: "AKSHOP", SHOP_SK: "made-up-2", SHOP_SECURITY_TOKEN: "made-up-3" };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-"));
  await writeFile(join(folder, "video.ini"), "[basic]\nak = AKVIDEO\nsk = made-up-4\n");
  await writeFile(
    join(folder, "vault.mjs"),
    "export default (account) => ({ ak: 'AK of ' + account, sk: 'made-up-5' });",
  );
});
afterAll(() => rm(folder, { recursive: true }));

async function read(config: unknown, env: Record<string, string> = ENV) {
  const path = join(folder, "fleet.json");
  await writeFile(path, typeof config === "string" ? config : JSON.stringify(config));
  return readFleetConfig(path, env);
}

test("the file names where the keys are: in the environment, in a profile, or in a module", async () => {
  const options = await read(CONFIG);
  const keys = Object.values(options.accounts).map(({ credentials }) =>
    typeof credentials === "function" ? credentials() : credentials,
  );
  expect(await Promise.all(keys)).toMatchObject([
    { ak: "AKSHOP", sk: "made-up-2", securityToken: "made-up-3" },
    { ak: "AKVIDEO", sk: "made-up-4" },
    { ak: "AK of news", sk: "made-up-5" },
  ]);
  expect(options.postgres).toEqual({ url: CONFIG.postgres.url, password: "made-up-1" });
  expect(options.store.location).toBe("https://obs.example.com/exports/");
  await createFleet(options).close();
});

test("a missing key is named when it's needed, so that status works without any", async () => {
  const options = await read(CONFIG, { FLEET_PASSWORD: "made-up-1" });
  const { credentials } = options.accounts.shop ?? {};
  await expect((credentials as () => Promise<unknown>)()).rejects.toThrow(
    "the key of shop is missing: set SHOP_AK and SHOP_SK",
  );
});

test.each<[what: string, config: unknown, message: string]>([
  ["no JSON", "{", "isn't JSON"],
  ["nothing", {}, "needs postgres.url, accounts, plans and store"],
  [
    "a secret",
    { ...CONFIG, accounts: { shop: { credentials: { ak: "x" } } } },
    "ak is a secret: name the place that has it",
  ],
  [
    "a password",
    { ...CONFIG, postgres: { url: "postgres://me:made-up@db/x" } },
    "postgres.url has a password: use PGPASSWORD",
  ],
  ["no name of a key", { ...CONFIG, accounts: { shop: {} } }, 'the credentials of shop must be { "env": NAME }'],
  [
    "an unset variable",
    { ...CONFIG, postgres: { ...CONFIG.postgres, passwordEnv: "NOTHING" } },
    "the variable NOTHING isn't set",
  ],
])("a file with %s is refused in one line, without what is secret in it", async (_, config, message) => {
  const error = await read(config).catch((error) => error);
  expect(error).toMatchObject({ code: "FLEET_OPTIONS", message: expect.stringContaining(message) });
  expect(error.message).not.toMatch(/\n|made-up/);
});

test("a file that doesn't exist is named", async () => {
  await expect(readFleetConfig("/nothing/fleet.json")).rejects.toThrow("/nothing/fleet.json: there is no such file");
});
