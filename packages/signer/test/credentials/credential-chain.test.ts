import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { createSignedFetch, hideSecrets } from "../../src/index.ts";
import {
  credentialChain,
  credentialsFromEnv,
  credentialsFromMetadata,
  credentialsFromProfile,
  NoCredentialsError,
} from "../../src/node.ts";

const key = { ak: "AKEXAMPLE", sk: "made-up-secret" };
const unreachable = credentialsFromMetadata({ fetch: () => Promise.reject(new TypeError("fetch failed")) });

describe("credentialChain", () => {
  test("returns the credentials of the first link that has some", async () => {
    const env = { HUAWEICLOUD_SDK_AK: "AKENV", HUAWEICLOUD_SDK_SK: "made-up" };
    expect(await credentialChain([undefined, key, () => credentialsFromEnv(env)])()).toEqual(key);
    expect(await credentialChain([undefined, () => credentialsFromEnv(env), key])()).toMatchObject({ ak: "AKENV" });
    expect(await credentialChain([() => undefined, async () => key])()).toEqual(key);
    expect(await credentialChain([{ authToken: "made-up" }])()).toEqual({ authToken: "made-up" });
  });

  test("reports each link that it tried, and why it had no credentials", async () => {
    async function vault(): Promise<undefined> {}
    const chain = credentialChain([
      undefined,
      () => credentialsFromEnv({}),
      () => credentialsFromProfile({ file: "/nowhere/credentials" }),
      unreachable,
      vault,
    ]);
    const error = (await chain().catch((problem: unknown) => problem)) as NoCredentialsError;
    expect(error).toBeInstanceOf(NoCredentialsError);
    expect(error.message).toBe(
      "no credentials: explicit: not given; " +
        "environment: neither HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK nor CLOUD_SDK_AK and CLOUD_SDK_SK are set; " +
        "profile file: /nowhere/credentials does not exist; " +
        "ECS metadata: cannot be reached: not a cloud server?; " +
        "vault: returned none",
    );
    expect(error.tried.map(({ link }) => link)).toEqual([
      "explicit",
      "environment",
      "profile file",
      "ECS metadata",
      "vault",
    ]);
    expect(error).toMatchObject({ name: "NoCredentialsError", code: "NO_CREDENTIALS" });
  });

  test("reports an anonymous link as a function", async () => {
    await expect(credentialChain([() => undefined])()).rejects.toThrow("no credentials: a function: returned none");
  });

  test("stops at a link with half a key instead of using the next link's key", async () => {
    const chain = credentialChain([() => credentialsFromEnv({ HUAWEICLOUD_SDK_AK: "AKENV" }), key]);
    await expect(chain()).rejects.toThrow("HUAWEICLOUD_SDK_AK is set without HUAWEICLOUD_SDK_SK");
  });

  test("later asks only the link that had credentials", async () => {
    const asked: string[] = [];
    const chain = credentialChain([
      () => void asked.push("first"),
      () => {
        asked.push("second");
        return { ...key, ak: `AK${asked.length}` };
      },
    ]);
    await chain();
    expect(await chain()).toMatchObject({ ak: "AK3" });
    expect(asked).toEqual(["first", "second", "second"]);
  });

  test("looks in the environment first by default", async () => {
    const before = { ...process.env };
    Object.assign(process.env, { HUAWEICLOUD_SDK_AK: "AKENV", HUAWEICLOUD_SDK_SK: "made-up" });
    try {
      expect(await credentialChain()()).toMatchObject({ ak: "AKENV" });
    } finally {
      process.env = before;
    }
  });

  test("provides credentials to createSignedFetch", async () => {
    const sent: RequestInit[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      sent.push(init ?? {});
      return new Response();
    };
    await createSignedFetch(credentialChain([key]), { fetch })("https://h.example/");
    expect(sent[0]?.headers).toMatchObject({ authorization: expect.stringContaining("Access=AKEXAMPLE") });
  });
});

describe("hideSecrets", () => {
  const credentials = hideSecrets({ ...key, securityToken: "made-up-token", domainId: "d0" });
  const failure = new Error(`it failed for ${credentials}`, { cause: credentials });

  test.each([
    ["inspect", inspect(credentials)],
    ["inspect of an object that contains it", inspect({ deep: [{ credentials }] }, { depth: 9 })],
    ["JSON", JSON.stringify({ credentials })],
    ["a template", `${credentials}`],
    ["an error's message", failure.message],
    ["a logged error", inspect(failure)],
  ])("shows [credentials AK=AKEX...] in %s", (_, text) => {
    expect(text).toContain("[credentials AK=AKEX...]");
    expect(text).not.toMatch(/made-up|AKEXAMPLE|d0/);
  });

  test("also hides secrets in Deno's console", () => {
    const hook = (credentials as unknown as Record<symbol, () => string>)[Symbol.for("Deno.customInspect")];
    expect(hook?.()).toBe("[credentials AK=AKEX...]");
  });

  test("hides an IAM token completely", () => {
    expect(`${hideSecrets({ authToken: "made-up-token" })}`).toBe("[credentials AUTH-TOKEN]");
    const token = hideSecrets({ authToken: "made-up-token" });
    expect([inspect(token), JSON.stringify(token), `${token}`].join(" ")).not.toContain("made-up");
    expect(token.authToken).toBe("made-up-token");
  });

  test("keeps the fields readable and copyable", () => {
    expect({ ...credentials }).toEqual({ ...key, securityToken: "made-up-token", domainId: "d0" });
    expect(Object.keys(credentials)).toEqual(["ak", "sk", "securityToken", "domainId"]);
  });
});
