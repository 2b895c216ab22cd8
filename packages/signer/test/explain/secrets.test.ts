import { expect, test } from "vitest";
import type { CanonicalParts } from "../../src/explain/read-echo.ts";
import { masker } from "../../src/explain/secrets.ts";
import { isSecretName } from "../../src/index.ts";

const parts = (headers: Record<string, string>, query: string): CanonicalParts => ({
  method: "GET",
  path: "/",
  query,
  headers,
  names: undefined,
  payloadHash: undefined,
});

test.each([
  "X-Security-Token",
  "x-auth-token",
  "authorization",
  "cookie",
  "sk",
  "x-sk",
  "api-key",
  "apikey",
  "x_key",
  "auth",
  "proxy-authorization",
  "HUAWEICLOUD_SDK_SK",
  "DB_PASSWORD",
  "HUAWEICLOUD_SDK_SECURITY_TOKEN",
])("%s is a secret name", (name) => expect(isSecretName(name)).toBe(true));

test.each(["host", "x-sdk-date", "x-sdk-content-sha256", "task_id", "monkey", "keys", "x-key-id", "author", "risk"])(
  "%s isn't a secret name",
  (name) => expect(isSecretName(name)).toBe(false),
);

test("masks the values of secret names, longest first, and no others", () => {
  const ours = parts(
    { "x-security-token": "abcdef", "x-sk": "abc", host: "h.example" },
    "access_token=abcd%3D%3D=&a=1",
  );
  const mask = masker(ours, undefined, parts({ cookie: "abcdefgh" }, ""));
  expect(mask("abcdefgh abcdef abcd%3D%3D= abc h.example 1")).toBe("*** *** *** abc h.example 1");
});

test("masks values of four characters", () => {
  expect(masker(parts({ "x-auth-token": "wxyz" }, ""))("wxyz")).toBe("***");
});
