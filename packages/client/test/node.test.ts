import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createExportClient, type ExportFile } from "../src/index.ts";
import { saveFile } from "../src/node.ts";
import { CSV, fakeService } from "./fake-service.ts";

let folder: string;
let service: ReturnType<typeof fakeService>;
let file: ExportFile;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "save-file-"));
  service = fakeService();
  file = await createExportClient(service.options).exportStatistics({
    action: "uv",
    domains: "all",
    from: "2026-11-20",
    to: "2026-11-21",
  });
});
afterEach(() => rm(folder, { recursive: true }));

describe("saveFile", () => {
  it("writes the file, adds the ending of its type, and tells what it wrote", async () => {
    const sha256 = createHash("sha256").update(CSV).digest("hex");
    const path = join(folder, "visitors.csv");
    expect(await saveFile(file, join(folder, "visitors"))).toEqual({ path, bytes: CSV.length, sha256, type: "csv" });
    expect(await readFile(path, "utf8")).toBe(CSV);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  });

  it("keeps an ending that was given", async () => {
    expect((await saveFile(file, join(folder, "visitors.txt"))).path).toBe(join(folder, "visitors.txt"));
  });

  it("leaves an existing file alone, unless told otherwise", async () => {
    const path = join(folder, "visitors.csv");
    await writeFile(path, "mine");
    await expect(saveFile(file, path)).rejects.toMatchObject({ name: "SaveError", code: "FILE_EXISTS" });
    expect(await readFile(path, "utf8")).toBe("mine");
    await saveFile(file, path, { overwrite: true });
    expect(await readFile(path, "utf8")).toBe(CSV);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  });

  it("leaves nothing behind when the download fails", async () => {
    service.fileReplies.push(new Response(CSV, { headers: { "content-length": "1000" } }));
    await expect(saveFile(file, join(folder, "visitors"))).rejects.toMatchObject({ name: "CorruptFileError" });
    expect(await readdir(folder)).toEqual([]);
  });

  it("says in one line why a path cannot be written, before anything is downloaded", async () => {
    const path = join(folder, "missing", "visitors.csv");
    const error = await saveFile(file, path).catch((reason) => reason);
    expect(error).toMatchObject({ name: "SaveError", code: "CANNOT_WRITE" });
    expect(error.message).toBe(`${path} cannot be written: its folder does not exist. Choose another path`);
    expect(service.seen.some(({ url }) => url.host === "files.test")).toBe(false);
  });
});
