// A process that is killed during a download, and another one that resumes it.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { expect, it } from "vitest";
import { createExportClient } from "../../src/index.ts";

const PROGRAM = fileURLToPath(new URL("programs/save.ts", import.meta.url));
const SIZE = 3_000_000;

/** Runs the program and returns its output. Kills it once a note of its progress is on the disk. */
async function save(args: string[], folder: string, kill: boolean): Promise<string[]> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  for await (const text of child.stdout) {
    output += text;
    if (kill && (await readdir(folder)).some((name) => name.endsWith(".json"))) child.kill("SIGKILL");
  }
  return output.trim().split("\n");
}

// Starts two processes, on a machine that may be busy.
it("the download of a killed process is completed by the next process", { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "killed-"));
  const cloud = await startEmulator({ runMs: 0, format: "csv", fileBytes: SIZE });
  try {
    const cdn = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url, visibilityTimeout: 5000 });
    const file = await cdn.exportStatistics({ action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" });
    const args = [cloud.url, file.task.task_id, join(folder, "visitors")];
    cloud.faults.push({ at: "download", what: "slow", bytes: 20_000, ms: 10 });
    await save(args, folder, true);
    const left = await readdir(folder);
    expect(left).toHaveLength(2);
    const note = JSON.parse(await readFile(join(folder, String(left.find((name) => name.endsWith(".json")))), "utf8"));
    expect(note.bytes).toBeGreaterThan(0);
    expect(note.bytes).toBeLessThan(SIZE);

    cloud.faults.clear();
    const lines = await save(args, folder, false);
    const saved = JSON.parse(String(lines.pop()));
    const counts = lines.map(Number).filter((bytes) => bytes > 0);
    expect(counts[0]).toBeGreaterThanOrEqual(note.bytes);
    const whole = await file.bytes();
    const sha256 = createHash("sha256").update(whole).digest("hex");
    expect(saved).toMatchObject({ bytes: SIZE, sha256, type: "csv" });
    expect(new Uint8Array(await readFile(join(folder, "visitors.csv")))).toEqual(whole);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  } finally {
    await cloud.close();
    await rm(folder, { recursive: true });
  }
});
