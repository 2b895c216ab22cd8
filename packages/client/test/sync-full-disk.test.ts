// A disk that is full, for real: a file system of some kilobytes, where the system allows to mount one.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createExportClient, days, plan } from "../src/index.ts";
import { openLedger, sync } from "../src/node.ts";
import { CSV, fakeService } from "./fake-service.ts";

let root = "";
let disk = "";
const windows = plan({
  domains: ["www.example.com"],
  actions: ["uv"],
  ...days("2026-11-01", "2026-11-20"),
  per: "day",
});

function mount(): boolean {
  root = mkdtempSync(join(tmpdir(), "full-disk-"));
  disk = join(root, "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function unmount(): void {
  execFileSync("umount", [disk]);
}

const canMount = mount();
if (canMount) unmount();
rmSync(root, { recursive: true });

describe.skipIf(!canMount)("a full disk", () => {
  let service: ReturnType<typeof fakeService>;
  beforeEach(() => {
    mount();
    service = fakeService();
    let drawn = 0;
    service.world.random = () => {
      drawn = (drawn + 0.137) % 1;
      return drawn;
    };
  });
  afterEach(() => {
    unmount();
    rmSync(root, { recursive: true });
  });

  const run = async (ledgerPath: string, folder: string) => {
    const ledger = await openLedger(ledgerPath);
    const client = createExportClient(service.options);
    try {
      return await sync(windows, ledger, { client, folder, now: service.world.now });
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
    expect(error.name).toBe(full === "ledger" ? "LedgerError" : "SaveError");

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
    const result = await sync(big, again, { client, folder, now: service.world.now });
    await again.close();
    expect(result).toMatchObject({ failed: [], complete: true });
    const asked = service.tasks.map(({ request }) => request?.start_time);
    expect(new Set(asked).size).toBe(asked.length);
    expect((await readdir(folder, { recursive: true })).filter((name) => /\.(part|new)$/.test(name))).toEqual([]);
    expect(await readFile(join(folder, "uv/2026-11-05/www.example.com.csv"), "utf8")).toBe(CSV);
  });
});
