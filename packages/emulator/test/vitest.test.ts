import { createSignedFetch } from "@cdn-export/signer";
import { describe, expect } from "vitest";
import { DEMO_CREDENTIALS } from "../src/index.ts";
import { emulatorTest } from "../src/vitest.ts";
import { PATH } from "./helpers.ts";

const clouds = new Set<unknown>();

for (const round of [1, 2]) {
  emulatorTest(`a test has a cloud of its own, round ${round}`, async ({ cloud }) => {
    expect(clouds.has(cloud)).toBe(false);
    clouds.add(cloud);
    const now = () => cloud.snapshot().now;
    const signed = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch, now });
    await signed(cloud.url + PATH, { method: "POST" });
    expect(cloud.tasks).toHaveLength(1);
  });
}

describe("with options", () => {
  const other = emulatorTest.override({ cloudOptions: { inProgress: ["waiting"], port: 0 } });

  other("the cloud is as they say", async ({ cloud }) => {
    expect(cloud.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const body = JSON.stringify({});
    await cloud.fetch(`${cloud.url}/_emulator/tasks`, {
      method: "POST",
      body,
      headers: { "content-type": "application/json" },
    });
    expect(cloud.tasks).toMatchObject([{ status: "waiting" }]);
  });
});
