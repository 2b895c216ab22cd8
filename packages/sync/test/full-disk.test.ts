// A full disk: a real file system of some kilobytes, where the system can mount one. Everywhere except on Windows, also a process
// with a file size limit, so that a write ends in the middle of a line.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createExportClient, days } from "@cdn-export/client";
import { fastClock, startEmulator } from "@cdn-export/emulator";
import { CSV, fakeService } from "@cdn-export/test-support/fake-service";
import { canMountSmallDisk, mountSmallDisk, type SmallDisk } from "@cdn-export/test-support/small-disk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openLedger, plan, sync } from "../src/index.ts";
import type { Order } from "./programs/sync.ts";

let root = "";
let disk = "";
const windows = plan({
  domains: ["www.example.com"],
  actions: ["uv"],
  ...days("2026-11-01", "2026-11-20"),
  per: "day",
});

let unmount = () => {};

describe.skipIf(!canMountSmallDisk())("a full disk", () => {
  let service: ReturnType<typeof fakeService>;
  beforeEach(() => {
    ({ root, disk, unmount } = mountSmallDisk() as SmallDisk);
    service = fakeService();
    let drawn = 0;
    service.runtime.random = () => {
      drawn = (drawn + 0.137) % 1;
      return drawn;
    };
  });
  afterEach(() => {
    unmount();
  });

  const run = async (ledgerPath: string, folder: string) => {
    const ledger = await openLedger(ledgerPath);
    const client = createExportClient(service.options);
    try {
      return await sync(windows, ledger, { client, folder, now: service.runtime.now });
    } finally {
      await ledger.close();
    }
  };

  it.each([
    ["of the ledger", "ledger"],
    ["of the files", "files"],
  ])("%s stops a run, and the next one with room ends it without a second task", async (_, full) => {
    const ledger = join(full === "ledger" ? disk : root, "ledger");
    const folder = full === "files" ? disk : join(root, "files");
    if (full === "ledger") await (await openLedger(ledger)).close();
    const room = full === "ledger" ? 12_000 : 4096;
    await writeFile(join(disk, "filler"), Buffer.alloc(60_000 - room));
    const error = await run(ledger, folder).catch((reason) => reason);
    expect(error.message).toMatch(/cannot be written: the disk is full\. /);
    expect(error.name).toBe(full === "ledger" ? "StoreError" : "SaveError");

    await rm(join(disk, "filler"));
    service.everyFile = () => new Response(CSV, { headers: { "content-length": `${CSV.length}` } });
    const big = plan({
      domains: ["www.example.com"],
      actions: ["uv"],
      ...days("2026-11-01", "2026-11-05"),
      per: "day",
    });
    const again = await openLedger(ledger);
    const client = createExportClient(service.options);
    const result = await sync(big, again, { client, folder, now: service.runtime.now });
    await again.close();
    expect(result).toMatchObject({ failed: [], complete: true });
    const asked = service.tasks.map(({ request }) => request?.start_time);
    expect(new Set(asked).size).toBe(asked.length);
    expect((await readdir(folder, { recursive: true })).filter((name) => /\.(part|new)$/.test(name))).toEqual([]);
    expect(await readFile(join(folder, "uv/2026-11-05/www.example.com.csv"), "utf8")).toBe(CSV);
  });
});

describe.skipIf(process.platform === "win32")("a limit for the size of files", () => {
  const PROGRAM = fileURLToPath(new URL("programs/sync.ts", import.meta.url));
  const SPEED = 60;

  /** @param blocks - size limit of a file, in blocks of 512 bytes. */
  function run(order: Order, blocks: number | "unlimited"): Promise<{ code: number | null; output: string }> {
    const command = `ulimit -f ${blocks} && exec "$0" "$@"`;
    const child = spawn("sh", ["-c", command, process.execPath, PROGRAM, JSON.stringify(order)]);
    let output = "";
    child.stderr.on("data", (text) => {
      output += text;
    });
    child.stdout.resume();
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
  }

  // A file of isp_detail has about 100 kB, more than the ledger until there is a file.
  it.each([["StoreError", "uv", 8] as const, ["SaveError", "isp_detail", 80] as const])(
    "ends a run with a %s (%s), and the next run creates no second task",
    { timeout: 60_000 },
    async (name, action, blocks) => {
      const clock = fastClock(SPEED, Date.parse("2026-11-20T00:00:00Z"));
      const folder = mkdtempSync(join(tmpdir(), "size-limit-"));
      const cloud = await startEmulator({ clock, format: "csv", runMs: 1000 });
      const domains = Array.from({ length: 6 }, (_, i) => `www${i}.example.com`);
      const order = () => ({
        url: cloud.url,
        folder,
        domains,
        action,
        speed: SPEED,
        cloudTime: clock.now(),
        machineTime: Date.now(),
      });
      try {
        const limited = await run(order(), blocks);
        expect(limited.code).not.toBe(0);
        expect(limited.output).toContain(name);
        expect(limited.output).toContain("it is larger than this file system allows");
        const whole = await run(order(), "unlimited");
        expect(whole.output).toBe("");
        expect(whole.code).toBe(0);
        const asked = cloud.tasks.map(({ request }) => `${request.domain_name} ${request.start_time}`);
        expect(new Set(asked).size).toBe(12);
        expect(asked).toHaveLength(12);
      } finally {
        await cloud.close();
        rmSync(folder, { recursive: true });
      }
    },
  );
});
