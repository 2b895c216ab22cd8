import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { credentialsFromProfile, NoCredentialsError } from "../../src/node.ts";

const folder = mkdtempSync(join(tmpdir(), "profile-"));
const home = mkdtempSync(join(folder, "home-"));
vi.mock("node:os", async (original) => ({ ...(await original<typeof import("node:os")>()), homedir: () => home }));

afterAll(() => rmSync(folder, { recursive: true }));

function profile(text: string): string {
  const file = join(folder, "credentials");
  writeFileSync(file, text);
  return file;
}

describe("credentialsFromProfile", () => {
  test("reads [global] before [basic]", async () => {
    const file = profile(
      "[basic]\nak=AKBASIC\nsk=made-up-1\n\n[global]\nak = AKGLOBAL\nsk = made-up-2\ndomain_id = d0\nsecurity_token = made-up-3\n",
    );
    expect(await credentialsFromProfile({ file })).toEqual({
      ak: "AKGLOBAL",
      sk: "made-up-2",
      domainId: "d0",
      securityToken: "made-up-3",
    });
  });

  test("falls back to [basic]", async () => {
    const file = profile("[global]\nidp_id = i0\n[basic]\nak=AKBASIC\nsk=made-up\nproject_id=p0\n");
    expect(await credentialsFromProfile({ file })).toEqual({ ak: "AKBASIC", sk: "made-up" });
  });

  test("accepts comments, a byte order mark, CRLF and `:`", async () => {
    const file = profile(
      "\ufeff# comment\r\n; another\r\n[ Global ]\r\n  AK : AKGLOBAL \r\nsk=made-up=with;signs#in:it\r\n  # sk = other\r\nlost line\r\n",
    );
    expect(await credentialsFromProfile({ file })).toEqual({ ak: "AKGLOBAL", sk: "made-up=with;signs#in:it" });
  });

  test("accepts UTF-16, which PowerShell 5 writes", async () => {
    const file = profile("\ufeff[global]\r\nak = AKWIDE\r\nsk = made-up\r\n");
    writeFileSync(file, readFileSync(file, "utf8"), "utf16le");
    expect(await credentialsFromProfile({ file })).toEqual({ ak: "AKWIDE", sk: "made-up" });
  });

  test("finds the file by the environment variable, and reads it at each call", async () => {
    const env = { HUAWEICLOUD_SDK_CREDENTIALS_FILE: profile("[global]\nak=AK1\nsk=made-up\n") };
    expect((await credentialsFromProfile({ env })).ak).toBe("AK1");
    profile("[global]\nak=AK2\nsk=made-up\n");
    const credentials = await credentialsFromProfile({ env });
    expect(credentials.ak).toBe("AK2");
    expect(`${credentials} ${JSON.stringify(credentials)}`).toBe('[credentials AK=AK2...] "[credentials AK=AK2...]"');
  });

  test.each<[string, string, RegExp]>([
    ["no key at all", "[global]\nregion = cn\n", /has no ak and sk in \[global\] or \[basic\]$/],
    ["a key in another section", "ak=A\nsk=B\n[default]\nak=A\nsk=B\n", /has no ak and sk/],
    ["federation only", "[basic]\nidp_id = i0\n", /idp_id isn't supported: pass a function/],
  ])("reports %s", async (_, text, message) => {
    const error: unknown = await credentialsFromProfile({ file: profile(text) }).catch((problem: unknown) => problem);
    expect(error).toBeInstanceOf(NoCredentialsError);
    expect(String(error)).toMatch(message);
  });

  test("looks in the home directory by default, and reports a missing file", async () => {
    await expect(credentialsFromProfile({ env: {} })).rejects.toThrow(
      `profile file: ${join(home, ".huaweicloud", "credentials")} does not exist`,
    );
    mkdirSync(join(home, ".huaweicloud"));
    writeFileSync(join(home, ".huaweicloud", "credentials"), "[global]\nak = AKHOME\nsk = made-up\n");
    expect((await credentialsFromProfile({ env: {} })).ak).toBe("AKHOME");
  });

  test.each<[string, string, string]>([
    ["ak without sk", "[global]\nak=AKEXAMPLE\n", "has ak without sk in [global]"],
    ["sk without ak", "[basic]\nsk=made-up\n", "has sk without ak in [basic]"],
  ])("reports %s as a mistake", async (_, text, message) => {
    const error: unknown = await credentialsFromProfile({ file: profile(text) }).catch((problem: unknown) => problem);
    expect(error).not.toBeInstanceOf(NoCredentialsError);
    expect(String(error)).toContain(message);
    expect(String(error)).not.toMatch(/made-up|AKEXAMPLE/);
  });

  test("reports an unreadable file as a mistake", async () => {
    await expect(credentialsFromProfile({ file: folder })).rejects.toThrow(/can't be read: EISDIR/);
  });
});
