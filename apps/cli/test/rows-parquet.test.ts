// `rows --to x.parquet`: what is in the file, and which files it replaces.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeExportFolder } from "@cdn-export/test-support/export-folder";
import { canMountSmallDisk, mountSmallDisk } from "@cdn-export/test-support/small-disk";
import { zipSync } from "fflate";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { beforeEach, describe, expect, test } from "vitest";
import { BIN, environment, newFolder, run } from "../scripts/run.ts";
import { exported } from "./exported.ts";

let cwd: string;
let env: Record<string, string>;
beforeEach(() => {
  cwd = newFolder();
  env = { CDN_EXPORT_STATE: newFolder() };
});

const rows = (...args: string[]) => run(["rows", ...args], { cwd, env });
const write = (name: string, content: string | Uint8Array) => writeFileSync(join(cwd, name), content);
const bufferOf = (name: string) => new Uint8Array(readFileSync(join(cwd, name))).buffer;
const rowsIn = (name: string) => parquetReadObjects({ file: bufferOf(name) });
const metadataOf = (name: string) =>
  Object.fromEntries((parquetMetadata(bufferOf(name)).key_value_metadata ?? []).map(({ key, value }) => [key, value]));

const CSV = "Rank,URL,Requests\n1,/a,30\n2,/b,10\n3,/c,20\n";

describe("rows --to", () => {
  test.each(["csv", "xlsx", "gzip", "zip"] as const)(
    "writes the rows of a %s file, and prints the path",
    async (format) => {
      const file = await exported(format, "zh");
      expect(await rows(file, "--to", "out.parquet")).toEqual({ code: 0, stdout: "out.parquet\n", stderr: "" });
      const { stdout } = await rows(file, "--json");
      const expected = stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      const found = await rowsIn("out.parquet");
      expect(found).toHaveLength(30);
      expect(found).toEqual(
        expected.map(({ rank, url, requests }) => ({
          rank: BigInt(rank),
          url,
          requests: BigInt(requests),
          otherCells: null,
        })),
      );
    },
  );

  test("writes the chosen columns, order, number and table", async () => {
    const flags = ["--columns", "url,请求数", "--sort", "-requests", "--limit", "2", "--table", "a.csv"];
    write(
      "zh.zip",
      zipSync({ "a.csv": Buffer.from(CSV.replace("Requests", "请求数")), "b.csv": Buffer.from("x\n1\n") }),
    );
    expect((await rows("zh.zip", ...flags, "--to", "out.parquet")).code).toBe(0);
    expect(await rowsIn("out.parquet")).toEqual([
      { url: "/a", requests: 30n, otherCells: null },
      { url: "/c", requests: 20n, otherCells: null },
    ]);
  });

  test("keeps cells that their column can't hold, with a note, and only those of the chosen columns", async () => {
    write("odd.csv", "Rank,URL,Requests\nfirst,/a,007\n2,=1+1,9007199254740993\n");
    const { code, stderr } = await rows("odd.csv", "--to", "out.parquet");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr:
        'Row 1 has a cell under "Rank" that no column can hold: it is in otherCells\n' +
        'Row 1 has a cell under "Requests" that no column can hold: it is in otherCells\n',
    });
    expect(await rowsIn("out.parquet")).toEqual([
      { rank: null, url: "/a", requests: null, otherCells: '{"Rank":"first","Requests":"007"}' },
      { rank: 2n, url: "=1+1", requests: 9007199254740993n, otherCells: null },
    ]);
    await rows("odd.csv", "--to", "out.parquet", "--columns", "requests,url");
    expect(await rowsIn("out.parquet")).toEqual([
      { requests: null, url: "/a", otherCells: '{"Requests":"007"}' },
      { requests: 9007199254740993n, url: "=1+1", otherCells: null },
    ]);
  });

  test("reads stdin, and reports the file with --json", async () => {
    const { stdout } = await run(["rows", "-", "--to", "out.parquet", "--json"], { cwd, env, input: CSV });
    const content = readFileSync(join(cwd, "out.parquet"));
    const sha256 = createHash("sha256").update(content).digest("hex");
    expect(JSON.parse(stdout)).toEqual({ path: join(cwd, "out.parquet"), sha256, bytes: content.length, rows: 3 });
  });

  test("keeps the query and the task of a file in a ledger, unless it has changed", async () => {
    const window = {
      action: "top_url_detail",
      domains: "all",
      from: "2026-11-01",
      to: "2026-11-02",
      csv: CSV,
    } as const;
    writeExportFolder(join(cwd, "exports"), [window]);
    await rows("exports/top_url_detail/0.csv", "--to", "out.parquet");
    const { "cdn-export.query": query, "cdn-export.task": task } = metadataOf("out.parquet");
    expect(JSON.parse(query ?? "")).toEqual({
      action: "top_url_detail",
      domains: "all",
      from: Date.parse("2026-11-01T00:00+08:00"),
      to: Date.parse("2026-11-02T00:00+08:00"),
    });
    expect(JSON.parse(task ?? "")).toMatchObject({ id: "0", sha256: createHash("sha256").update(CSV).digest("hex") });
    write("exports/top_url_detail/0.csv", CSV.replace("30", "31"));
    await rows("exports/top_url_detail/0.csv", "--to", "out.parquet");
    expect(Object.keys(metadataOf("out.parquet"))).toEqual(["cdn-export.columns"]);
  });
});

describe("a file that exists", () => {
  test("is replaced if this program wrote it and it hasn't changed since", async () => {
    write("a.csv", CSV);
    await rows("a.csv", "--to", "out.parquet");
    expect((await rows("a.csv", "--to", "out.parquet", "--limit", "1")).code).toBe(0);
    expect(await rowsIn("out.parquet")).toHaveLength(1);
    writeFileSync(join(cwd, "out.parquet"), "mine");
    const { code, stdout, stderr } = await rows("a.csv", "--to", "out.parquet");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^cdn-export: .*out\.parquet exists, and this program didn't write it .* with --to, or replace it with --force\n$/,
    );
    expect(readFileSync(join(cwd, "out.parquet"), "utf8")).toBe("mine");
    expect((await rows("a.csv", "--to", "out.parquet", "--force")).code).toBe(0);
    expect(await rowsIn("out.parquet")).toHaveLength(3);
  });

  test("stays as it is if the export is damaged", async () => {
    write("a.csv", CSV);
    await rows("a.csv", "--to", "out.parquet");
    const before = readFileSync(join(cwd, "out.parquet"));
    write("cut.csv", `${CSV}4,"/d`);
    const { code, stderr } = await rows("cut.csv", "--to", "out.parquet");
    expect(code).toBe(7);
    expect(stderr).toContain("damaged or was cut off");
    expect(readFileSync(join(cwd, "out.parquet"))).toEqual(before);
    expect(readdirSync(cwd).sort()).toEqual(["a.csv", "cut.csv", "out.parquet"]);
  });

  test("behind a link is replaced, and the link stays", async () => {
    mkdirSync(join(cwd, "real"));
    write("a.csv", CSV);
    await rows("a.csv", "--to", "real/out.parquet");
    symlinkSync(join(cwd, "real/out.parquet"), join(cwd, "link.parquet"));
    expect((await rows("a.csv", "--to", "link.parquet", "--force", "--limit", "1")).code).toBe(0);
    expect(await rowsIn("real/out.parquet")).toHaveLength(1);
  });
});

test("a run that is killed while it writes leaves no file under the name, and the next run writes it", async () => {
  const state = { ...environment(), ...env };
  const child = spawn(process.execPath, [BIN, "rows", "-", "--to", "out.parquet"], { cwd, env: state });
  child.stdin.on("error", () => {});
  child.stdin.write("URL,Requests\n");
  // More than one group of rows. The input doesn't end.
  for (let i = 0; i < 60; i++) child.stdin.write(`/${i},${i}\n`.repeat(1000));
  const written = () => statSync(join(cwd, "out.parquet.new"), { throwIfNoEntry: false })?.size ?? 0;
  await expect.poll(written, { timeout: 20_000 }).toBeGreaterThan(0);
  child.kill("SIGKILL");
  await once(child, "close");
  expect(readdirSync(cwd)).toEqual(["out.parquet.new"]);
  write("a.csv", CSV);
  expect((await rows("a.csv", "--to", "out.parquet")).code).toBe(0);
  expect(await rowsIn("out.parquet")).toHaveLength(3);
  expect(readdirSync(cwd).sort()).toEqual(["a.csv", "out.parquet"]);
});

describe("what can't be written", () => {
  test.each([
    [
      "another format",
      ["--to", "out.csv"],
      "--to: out.csv doesn't end in .parquet; csv and NDJSON go to stdout: > rows.csv",
    ],
    [
      "no name",
      ["--to", ".parquet"],
      "--to: .parquet doesn't end in .parquet; csv and NDJSON go to stdout: > rows.csv",
    ],
    [
      "a format for stdout",
      ["--to", "a.parquet", "--format", "csv"],
      "--to writes Parquet: --format has no effect on it",
    ],
    ["a zone", ["--to", "a.parquet", "--zone", "UTC"], "--to writes Parquet: --zone has no effect on it"],
    ["--force alone", ["--force"], "--force is for --to"],
    [
      "a folder that isn't there",
      ["--to", "no/a.parquet"],
      expect.stringMatching(/^--to: the folder .*no doesn't exist: create it first$/),
    ],
  ])("%s exits with 2 and writes nothing", async (_, flags, message) => {
    write("a.csv", CSV);
    const { code, stderr } = await rows("a.csv", ...flags);
    expect(code).toBe(2);
    expect(stderr.replace(/^cdn-export: (.*)\n$/s, "$1")).toEqual(message);
    expect(readdirSync(cwd)).toEqual(["a.csv"]);
  });

  test.skipIf(!canMountSmallDisk())("a file on a full disk exits with 7 and leaves nothing behind", async () => {
    const { disk, unmount } = mountSmallDisk() as NonNullable<ReturnType<typeof mountSmallDisk>>;
    try {
      const lines = Array.from({ length: 20_000 }, (_, i) => `/${i * 7919},${i * 104_729}`);
      write("big.csv", `URL,Requests\n${lines.join("\n")}\n`);
      const { code, stderr } = await rows("big.csv", "--to", join(disk, "out.parquet"));
      expect(code).toBe(7);
      expect(stderr).toMatch(/^cdn-export: .*out\.parquet cannot be written: the disk is full/);
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      unmount();
    }
  });

  test("is explained in Chinese, too", async () => {
    write("a.csv", CSV);
    const { stderr } = await rows("a.csv", "--to", "out.txt", "--lang", "zh");
    expect(stderr).toMatch(/^cdn-export: --to：out\.txt 不以 \.parquet 结尾/);
    expect(existsSync(join(cwd, "out.txt"))).toBe(false);
  });
});
