// Runs the script as cron does, against an emulator.
import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { expect, it } from "vitest";

interface Run {
  code: number;
  output: string;
}

function run(folder: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const args = [fileURLToPath(new URL("../export-daily.mjs", import.meta.url)), folder];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr }),
    );
  });
}

// Starts processes, so it may be slow on a busy machine.
it("exports missing files, and doesn't export existing ones again", {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "cron-"));
  const cloud = await startEmulator({ runMs: 0, format: "csv", topRows: 5 });
  try {
    const { ak, sk } = DEMO_CREDENTIALS;
    const keys = { HUAWEICLOUD_SDK_AK: ak, HUAWEICLOUD_SDK_SK: sk };
    const env = { DOMAINS: "www.example.com", DAYS: "2", CDN_EXPORT_ENDPOINT: cloud.url, ...keys };
    const first = await run(folder, env);
    expect(first.output).toMatch(/^6 of 6 files, \d of them exported before their data was complete\n$/);
    expect([0, 75]).toContain(first.code);
    expect(cloud.tasks).toHaveLength(6);
    expect((await readdir(join(folder, "uv"))).length).toBe(2);

    await rm(join(folder, "uv"), { recursive: true });
    await run(folder, env);
    expect(cloud.tasks).toHaveLength(8);
    expect((await readdir(join(folder, "uv"))).length).toBe(2);

    await rm(join(folder, "uv"), { recursive: true });
    const refused = await run(folder, { ...env, HUAWEICLOUD_SDK_SK: "another-not-a-secret" });
    expect(refused.code).toBe(1);
    expect(refused.output).toContain("APIGW.0301");
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true });
  }
});
