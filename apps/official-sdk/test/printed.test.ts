import { rm } from "node:fs/promises";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { afterAll, expect, it, vi } from "vitest";
import { home, officialClient } from "./emulator-sdk.ts";

afterAll(() => rm(home, { recursive: true }));

it("the official Node core prints the signature and the security token of a call that fails", async () => {
  const cloud = await startEmulator({ errorStatus: "http-400" });
  let printed = "";
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    printed += text;
    return true;
  });
  const client = officialClient({ ...DEMO_CREDENTIALS, endpoint: cloud.url, securityToken: "not-a-token" });
  await expect(client.createExportTask({ interval: 60 })).rejects.toThrow();
  write.mockRestore();
  await cloud.close();
  expect(printed).toMatch(/Authorization.*SDK-HMAC-SHA256 Access=/);
  expect(printed).toMatch(/X-Security-Token.*not-a-token/i);
});
