import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { credentialsFromEnv, signSync } from "../../src/node.ts";

const AK = "AKEXAMPLE0123456789A";
const SK = "fake-secret-for-tests";

describe("credentialsFromEnv", () => {
  test("reads the names of the official SDKs", () => {
    const env = {
      HUAWEICLOUD_SDK_AK: AK,
      HUAWEICLOUD_SDK_SK: SK,
      HUAWEICLOUD_SDK_SECURITY_TOKEN: "fake-token",
      HUAWEICLOUD_SDK_DOMAIN_ID: "d0",
      CLOUD_SDK_AK: "other",
      CLOUD_SDK_SK: "other",
    };
    expect(credentialsFromEnv(env)).toEqual({ ak: AK, sk: SK, securityToken: "fake-token", domainId: "d0" });
  });

  test("falls back to the names of API Explorer's samples, and ignores the other key's token", () => {
    const env = { CLOUD_SDK_AK: AK, CLOUD_SDK_SK: SK, HUAWEICLOUD_SDK_SECURITY_TOKEN: "another key's" };
    expect(credentialsFromEnv(env)).toEqual({ ak: AK, sk: SK });
  });

  test("treats an empty variable as unset", () => {
    const env = { HUAWEICLOUD_SDK_AK: AK, HUAWEICLOUD_SDK_SK: SK, HUAWEICLOUD_SDK_SECURITY_TOKEN: "" };
    expect(credentialsFromEnv(env)).toEqual({ ak: AK, sk: SK });
  });

  test.each<[string, Record<string, string>, string]>([
    ["nothing set", {}, "set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK"],
    ["an AK without an SK", { HUAWEICLOUD_SDK_AK: AK }, "HUAWEICLOUD_SDK_AK is set without HUAWEICLOUD_SDK_SK"],
    ["an SK without an AK", { HUAWEICLOUD_SDK_SK: SK }, "HUAWEICLOUD_SDK_SK is set without HUAWEICLOUD_SDK_AK"],
    ["half of the sample's names", { CLOUD_SDK_AK: AK }, "CLOUD_SDK_AK is set without CLOUD_SDK_SK"],
    [
      "a newline after the SK",
      { HUAWEICLOUD_SDK_AK: AK, HUAWEICLOUD_SDK_SK: `${SK}\n` },
      "HUAWEICLOUD_SDK_SK has white space around its value",
    ],
  ])("reports the mistake in one line without values: %s", (_, env, message) => {
    let text = "";
    try {
      credentialsFromEnv(env);
    } catch (error) {
      text = (error as Error).message;
    }
    expect(text).toContain(message);
    expect(text).not.toMatch(new RegExp(`\\n|${SK}|${AK}`));
  });

  test("prints without secrets, and signs, also as a spread copy", () => {
    const credentials = credentialsFromEnv({
      HUAWEICLOUD_SDK_AK: AK,
      HUAWEICLOUD_SDK_SK: SK,
      HUAWEICLOUD_SDK_SECURITY_TOKEN: "fake-token",
    });
    for (const text of [
      inspect(credentials),
      inspect({ nested: { credentials } }),
      JSON.stringify({ credentials }),
      `${credentials}`,
    ]) {
      expect(text).toContain("[credentials AK=AKEX...]");
      expect(text).not.toMatch(/fake/);
      expect(text).not.toContain(AK);
    }
    const request = { method: "GET", url: "https://h.example/" };
    expect(signSync(request, { ...credentials }, { date: "20260131T235959Z" })).toEqual(
      signSync(request, credentials, { date: "20260131T235959Z" }),
    );
  });
});
