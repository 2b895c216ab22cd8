// Some file systems, such as FAT and many network drives, have no hard links.
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CSV, fakeService } from "@cdn-export/test-support/fake-service";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createExportClient, type ExportFile } from "../../src/index.ts";
import { saveFile } from "../../src/node.ts";

const links = vi.hoisted(() => ({ code: "EPERM" }));
vi.mock("node:fs/promises", async (load) => ({
  ...(await load<typeof import("node:fs/promises")>()),
  link: async () => {
    throw Object.assign(new Error("no links"), { code: links.code, syscall: "link" });
  },
}));

let folder: string;
let file: ExportFile;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "no-hard-links-"));
  const query = { action: "uv", domains: "all", from: "2026-11-20", to: "2026-11-21" } as const;
  file = await createExportClient(fakeService().options).exportStatistics(query);
});
afterEach(() => rm(folder, { recursive: true }));

it.each(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"])(
  "saves a new file without overwriting where a hard link fails with %s",
  async (code) => {
    links.code = code;
    const path = join(folder, "visitors.csv");
    await saveFile(file, path, { overwrite: false });
    expect(await readFile(path, "utf8")).toBe(CSV);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  },
);

it("keeps a file that another program creates meanwhile", async () => {
  const path = join(folder, "visitors.csv");
  const check = () => writeFile(path, "mine");
  await expect(saveFile(file, path, { overwrite: false, check })).rejects.toMatchObject({ code: "FILE_EXISTS" });
  expect(await readFile(path, "utf8")).toBe("mine");
  expect(await readdir(folder)).toEqual(["visitors.csv"]);
});
