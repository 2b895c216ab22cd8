import type { FileFormat } from "@cdn-export/emulator";
import { zipSync } from "fflate";
import { writeXlsx } from "hucre/xlsx";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../scripts/run.ts";
import { exported, rows, written } from "./exported.ts";

const FORMATS: readonly FileFormat[] = ["csv", "xlsx", "gzip", "zip"];
const LANGUAGES = ["zh", "en"] as const;
/** By `gzip-en`. */
const files = new Map<string, string>();
const fileOf = (name: string): string => files.get(name) ?? "";

beforeAll(async () => {
  for (const format of FORMATS)
    for (const language of LANGUAGES) files.set(`${format}-${language}`, await exported(format, language));
});

describe("an exported file", () => {
  const kinds = FORMATS.flatMap((format) => LANGUAGES.map((language) => `${format}-${language}`));

  test.each(kinds)("%s: has the same columns and rows in csv", async (kind) => {
    const { code, stdout, stderr } = await rows(fileOf(kind));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.split("\r\n");
    expect(lines[0]).toBe("rank,url,requests");
    expect(lines).toHaveLength(32);
    expect(lines[1]).toMatch(/^1,https:\/\/www\.example\.com\/\S+,\d+$/);
    expect(stdout).toBe((await rows(fileOf("csv-en"))).stdout);
  });

  test.each(kinds)("%s: keeps its headings in a table", async (kind) => {
    const { code, stdout } = await rows(fileOf(kind), "--format", "table", "--limit", "2");
    expect(code).toBe(0);
    expect(stdout).toContain(kind.endsWith("zh") ? "排名" : "Rank");
    expect(stdout).toMatch(/\n\(28 more rows: --limit 30 shows them\)\n$/);
  });

  test("--json prints NDJSON, and --limit limits the rows", async () => {
    const { stdout } = await rows(fileOf("xlsx-zh"), "--json", "--limit", "3");
    const objects = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(objects).toHaveLength(3);
    expect(objects[0]).toEqual({ rank: 1, url: expect.stringMatching(/^https:/), requests: expect.any(Number) });
  });

  test("can be read from stdin", async () => {
    const { stdout: csv } = await rows(fileOf("csv-zh"));
    expect(await run(["rows", "-"], { input: csv })).toEqual({ code: 0, stdout: csv, stderr: "" });
  });
});

describe("columns", () => {
  test("are selected by name or heading, in the order given", async () => {
    const { stdout } = await rows(fileOf("csv-zh"), "--columns", "requests,排名", "--limit", "1");
    expect(stdout).toMatch(/^requests,rank\r\n\d+,1\r\n$/);
    const { stdout: json } = await rows(fileOf("csv-en"), "--columns", "rank", "--limit", "1", "--json");
    expect(json).toBe('{"rank":1}\n');
  });

  test("a typo gets a suggestion and exits with 2", async () => {
    const { code, stdout, stderr } = await rows(fileOf("csv-en"), "--columns", "rank,request");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toBe(
      'cdn-export: --columns: there is no column "request"; the columns are rank, url, requests. Did you mean requests?\n',
    );
  });

  test("a cell that isn't a number is unchanged in csv and in a table", async () => {
    const path = written("odd.csv", "Rank,URL,Requests\n1,/a,007\n2,/b,9007199254740993\n3,/c,-\n");
    expect((await rows(path)).stdout).toBe("rank,url,requests\r\n1,/a,007\r\n2,/b,9007199254740993\r\n3,/c,\r\n");
    expect((await rows(path, "--format", "table")).stdout).toContain("2  /b   9007199254740993\n");
    expect((await rows(path, "--json", "--limit", "1")).stdout).toBe(
      '{"rank":1,"url":"/a","requests":null,"Requests":"007"}\n',
    );
  });

  test("a cell without a heading is reported", async () => {
    const cells = [
      ["Rank", "URL"],
      [1, "/a"],
      [2, "/b", "more"],
    ];
    const path = written("long.xlsx", await writeXlsx({ sheets: [{ name: "S", rows: cells }] }));
    const { code, stderr } = await rows(path);
    expect(code).toBe(2);
    expect(stderr).toContain("row 2 of S has more cells than there are headings: --format ndjson keeps them");
    expect((await rows(path, "--columns", "url")).stdout).toBe("url\r\n/a\r\n/b\r\n");
    expect((await rows(path, "--json")).stdout).toContain('{"rank":2,"url":"/b","Column 3":"more"}\n');
    expect((await rows(path, "--format", "table")).stdout).toContain("(cells without a heading, not shown: Column 3)");
  });
});

describe("sorted rows", () => {
  const TABLE = "Rank,URL,Requests\n1,/b,5\n2,/c,\n3,/a,20\n4,/B,3\n";
  const urls = async (...args: string[]) =>
    (await rows(written("sort.csv", TABLE), "--columns", "url", ...args)).stdout.split("\r\n").slice(1, -1);

  test("are in the order of numbers or texts, with empty cells last", async () => {
    expect(await urls("--sort", "requests")).toEqual(["/B", "/b", "/a", "/c"]);
    expect(await urls("--sort", "-requests")).toEqual(["/a", "/b", "/B", "/c"]);
    expect(await urls("--sort", "url")).toEqual(["/B", "/a", "/b", "/c"]);
    expect(await urls("--sort", "Requests", "--limit", "2")).toEqual(["/B", "/b"]);
  });

  test("are the same in every format", async () => {
    const path = written("sort.csv", TABLE);
    const sort = ["--sort", "-requests", "--limit", "1"];
    expect((await rows(path, ...sort, "--json")).stdout).toBe('{"rank":3,"url":"/a","requests":20}\n');
    expect((await rows(path, ...sort, "--format", "table")).stdout).toContain("   3  /a         20\n(3 more rows");
  });

  test("of several tables are joined first in csv", async () => {
    const files = { "a.csv": "Rank,URL\n1,/a\n4,/d\n", "b.csv": "URL,Rank\n/b,2\n/c,3\n" };
    const zip = zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));
    const { stdout } = await rows(written("two-sorted.zip", zip), "--sort", "rank", "--limit", "3");
    expect(stdout).toBe("rank,url\r\n1,/a\r\n2,/b\r\n3,/c\r\n");
  });

  test("are right in a large file, of which --limit keeps a few rows", async () => {
    const path = written(
      "large.csv",
      `Rank,URL\n${Array.from({ length: 50_000 }, (_, i) => `${(i * 7919) % 50_000},/x\n`).join("")}`,
    );
    const { stdout } = await rows(path, "--sort", "-rank", "--limit", "3", "--columns", "rank");
    expect(stdout).toBe("rank\r\n49999\r\n49998\r\n49997\r\n");
  });
});

describe("several tables in one file", () => {
  const archive = (name: string, content: Record<string, string>) =>
    written(name, zipSync(Object.fromEntries(Object.entries(content).map(([key, text]) => [key, Buffer.from(text)]))));
  const TWO = { "a.csv": "Rank,URL\n1,/a\n", "b.csv": "URL,Rank\n/b,2\n" };

  test("are shown under their names", async () => {
    const { stdout } = await rows(archive("two.zip", TWO), "--format", "table");
    expect(stdout).toBe("== a.csv\nRank  URL\n----  ---\n   1  /a\n\n== b.csv\nURL  Rank\n---  ----\n/b      2\n");
  });

  test("become one csv if they have the same columns", async () => {
    expect((await rows(archive("two.zip", TWO))).stdout).toBe("rank,url\r\n1,/a\r\n2,/b\r\n");
  });

  test("with different columns are refused as csv, and can be selected with --table", async () => {
    const path = archive("other.zip", { ...TWO, "c.csv": "Rank,Path\n1,/c\n" });
    const { code, stderr } = await rows(path);
    expect(code).toBe(2);
    expect(stderr).toContain("c.csv and a.csv have different columns: use --format ndjson, or choose one with --table");
    expect((await rows(path, "--table", "c.csv")).stdout).toBe("rank,path\r\n1,/c\r\n");
    expect((await rows(path, "--json")).stdout.split("\n")).toHaveLength(4);
    expect((await rows(path, "--table", "d.csv")).stderr).toBe(
      'cdn-export: --table: there is no table "d.csv"; the tables are a.csv, b.csv, c.csv. Did you mean a.csv?\n',
    );
  });

  test("a file that isn't a table is named, with advice", async () => {
    const path = archive("page.zip", { "a.csv": "Rank,URL\n1,/a\n", "page.html": "<!doctype html><p>" });
    const { code, stderr } = await rows(path, "--json");
    expect(code).toBe(7);
    expect(stderr).toBe(
      'cdn-export: The file "page.html" in the archive is markup (an error page?). Choose another with --table\n',
    );
    expect((await rows(path, "--table", "a.csv")).code).toBe(0);
  });

  test("include the sheets of a workbook", async () => {
    const sheet = (name: string, values: (string | number)[][]) => ({ name, rows: values });
    const workbook = await writeXlsx({
      sheets: [
        sheet("一", [
          ["排名", "URL"],
          [1, "/a"],
        ]),
        sheet("二", [
          ["排名", "URL"],
          [2, "/b"],
        ]),
      ],
    });
    const path = written("book.xlsx", workbook);
    const { stdout } = await rows(path, "--format", "table");
    expect(stdout).toBe("== 一\n排名  URL\n----  ---\n   1  /a\n\n== 二\n排名  URL\n----  ---\n   2  /b\n");
    expect((await rows(path, "--table", "二")).stdout).toBe("rank,url\r\n2,/b\r\n");
  });
});
