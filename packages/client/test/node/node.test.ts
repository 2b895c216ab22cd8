import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CSV, fakeService } from "@cdn-export/test-support/fake-service";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createExportClient, type ExportFile } from "../../src/index.ts";
import { saveFile } from "../../src/node.ts";

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
  it("writes the file, adds the ending of its type, and returns its path, size and hash", async () => {
    const sha256 = createHash("sha256").update(CSV).digest("hex");
    const path = join(folder, "visitors.csv");
    expect(await saveFile(file, join(folder, "visitors"))).toEqual({ path, bytes: CSV.length, sha256, type: "csv" });
    expect(await readFile(path, "utf8")).toBe(CSV);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  });

  it("keeps the ending of the path", async () => {
    expect((await saveFile(file, join(folder, "visitors.txt"))).path).toBe(join(folder, "visitors.txt"));
  });

  it("replaces an existing file, unless `overwrite` is false", async () => {
    const path = join(folder, "visitors.csv");
    await writeFile(path, "mine");
    await expect(saveFile(file, path, { overwrite: false })).rejects.toMatchObject({
      name: "SaveError",
      code: "FILE_EXISTS",
    });
    expect(await readFile(path, "utf8")).toBe("mine");
    await saveFile(file, path);
    expect(await readFile(path, "utf8")).toBe(CSV);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  });

  it("doesn't replace a file that was created during the download if `overwrite` is false", async () => {
    const path = join(folder, "visitors.csv");
    const saving = saveFile({ ...file, stream: () => new Response(CSV).body as ReadableStream<Uint8Array> }, path, {
      overwrite: false,
    });
    await writeFile(path, "mine");
    await expect(saving).rejects.toMatchObject({ code: "FILE_EXISTS" });
    expect(await readFile(path, "utf8")).toBe("mine");
  });

  it("writes two files to one path one after the other, each complete", async () => {
    const path = join(folder, "visitors.csv");
    const [first, second] = await Promise.all([saveFile(file, path), saveFile(file, path)]);
    expect(first).toEqual(second);
    expect(
      createHash("sha256")
        .update(await readFile(path))
        .digest("hex"),
    ).toBe(first.sha256);
    expect(await readdir(folder)).toEqual(["visitors.csv"]);
  });

  it.each([true, false])(
    "writes one complete file when two downloads have one path, whenever the second one starts (overwrite: %s)",
    async (overwrite) => {
      for (let round = 0; round < 60; round++) {
        const path = join(folder, `${round}.csv`);
        const later = async () => {
          for (let turns = round; turns > 0; turns--) await new Promise(setImmediate);
          return saveFile(file, path, { overwrite });
        };
        const [first, second] = await Promise.allSettled([saveFile(file, path, { overwrite }), later()]);
        expect(await readFile(path, "utf8")).toBe(CSV);
        if (overwrite) expect([first.status, second.status]).toEqual(["fulfilled", "fulfilled"]);
        for (const { reason } of [first, second] as PromiseRejectedResult[])
          expect(reason?.code).toBeOneOf([undefined, "FILE_EXISTS"]);
        expect((await readdir(folder)).filter((name) => name.includes("part"))).toEqual([]);
      }
    },
  );

  it("recognizes only file types as endings", async () => {
    for (const name of ["www.example.com", "report 2026.11"]) {
      expect((await saveFile(file, join(folder, name))).path).toBe(join(folder, `${name}.csv`));
    }
  });

  it("writes to the target of a symbolic link", async () => {
    await writeFile(join(folder, "real.csv"), "old");
    await symlink(join(folder, "real.csv"), join(folder, "link.csv"));
    await saveFile(file, join(folder, "link.csv"));
    expect(await readFile(join(folder, "real.csv"), "utf8")).toBe(CSV);
  });

  it("writes to the target of a symbolic link, even if it doesn't exist yet", async () => {
    await mkdir(join(folder, "files"));
    await symlink("files/later.csv", join(folder, "next.csv"));
    await symlink(join(folder, "next.csv"), join(folder, "link.csv"));
    expect((await saveFile(file, join(folder, "link.csv"))).path).toBe(join(folder, "link.csv"));
    expect(await readFile(join(folder, "files/later.csv"), "utf8")).toBe(CSV);
    expect(await readlink(join(folder, "link.csv"))).toBe(join(folder, "next.csv"));
    expect(await readdir(join(folder, "files"))).toEqual(["later.csv"]);
  });

  it("rejects symbolic links that form a circle", async () => {
    await symlink(join(folder, "b.csv"), join(folder, "a.csv"));
    await symlink(join(folder, "a.csv"), join(folder, "b.csv"));
    await expect(saveFile(file, join(folder, "a.csv"))).rejects.toMatchObject({ code: "CANNOT_WRITE" });
  });

  it.each([0o600, 0o640, 0o666])("keeps the mode of the file that it replaces", async (mode) => {
    const path = join(folder, "visitors.csv");
    await writeFile(path, "old");
    await chmod(path, mode);
    await saveFile(file, path);
    expect((await stat(path)).mode & 0o777).toBe(mode);
  });

  it.each([240, 251, 255])("writes to a name of %i bytes", async (length) => {
    const path = join(folder, `${"x".repeat(length - 4)}.csv`);
    expect((await saveFile(file, path)).path).toBe(path);
  });

  it("calls `onTarget` with the final path before anything is written there, and saves nothing if it rejects", async () => {
    const path = join(folder, "visitors.csv");
    await writeFile(path, "mine");
    const refusal = new Error("not there");
    const onTarget = async (target: string) => {
      expect(target).toBe(path);
      throw refusal;
    };
    await expect(saveFile(file, join(folder, "visitors"), { onTarget })).rejects.toBe(refusal);
    expect(await readFile(path, "utf8")).toBe("mine");
  });

  it("keeps an interrupted download next to the target of a symbolic link", async () => {
    await Promise.all([mkdir(join(folder, "links")), mkdir(join(folder, "files"))]);
    await writeFile(join(folder, "files", "visitors.csv"), "old");
    const path = join(folder, "links", "visitors.csv");
    await symlink(join(folder, "files", "visitors.csv"), path);
    const seen: string[][] = [];
    const onProgress = () => seen.push(readdirSync(join(folder, "files")), readdirSync(join(folder, "links")));
    await saveFile(file, path, { onProgress });
    expect(seen.flat().filter((name) => name.includes(".part")).length).toBeGreaterThan(0);
    expect(seen.filter((_, i) => i % 2 === 1).flat()).not.toContainEqual(expect.stringContaining(".part"));
    expect(await readFile(path, "utf8")).toBe(CSV);
  });

  it("rejects an empty path", async () => {
    await expect(saveFile(file, "")).rejects.toMatchObject({ name: "SaveError", code: "CANNOT_WRITE" });
  });

  it("doesn't replace a folder or a device", async () => {
    for (const path of [folder, "/dev/null"]) {
      const error = await saveFile(file, path).catch((reason) => reason);
      expect(error).toMatchObject({ name: "SaveError", code: "CANNOT_WRITE" });
      expect(error.message).toBe(`${path} cannot be written: it is not a file. Choose another path`);
    }
  });

  it("leaves nothing behind when the download fails", async () => {
    service.everyFile = () => new Response(CSV, { headers: { "content-length": "1000" } });
    await expect(saveFile(file, join(folder, "visitors"))).rejects.toMatchObject({ name: "CorruptFileError" });
    expect(await readdir(folder)).toEqual([]);
  });

  it("explains in one line why a path can't be written, before it downloads anything", async () => {
    const path = join(folder, "missing", "visitors.csv");
    const error = await saveFile(file, path).catch((reason) => reason);
    expect(error).toMatchObject({ name: "SaveError", code: "CANNOT_WRITE" });
    expect(error.message).toBe(`${path} cannot be written: its folder does not exist. Choose another path`);
    expect(service.seen.some(({ url }) => url.host === "files.test")).toBe(false);
  });
});
