import { describe, expect, it } from "vitest";
import * as table from "../src/table.ts";

const summarize = (csv: string, rows: number, columns?: number) => table.summarize(new Blob([csv]), rows, columns);

describe("summarize", () => {
  it("aligns text to the left and numbers to the right, and counts all rows", async () => {
    expect(await summarize("url,requests\n/a,10\n/longer,9\n/c,1\n", 2)).toEqual({
      table: "url      requests\n-------  --------\n/a             10\n/longer         9",
      count: 3,
    });
  });

  it("reads quotes, either newline and a byte order mark", async () => {
    expect(await summarize('\uFEFFname,n\r\n"a, ""b""",1\r\n', 5)).toEqual({
      table: 'name    n\n------  -\na, "b"  1',
      count: 1,
    });
  });

  it("cuts what is too long for a line", async () => {
    expect((await summarize(`u\n${"x".repeat(100)}\n`, 1)).table).toContain(`${"x".repeat(41)}...`);
  });

  it("shows as many columns as fit, and counts Chinese headings as wide", async () => {
    const csv = "时间,域名,流量\n2026-11-01,a.example.com,1\n";
    expect((await summarize(csv, 1)).table.split("\n")[0]).toBe("时间                 域名           流量");
    expect((await summarize(csv, 1, 35)).table).toBe(
      "时间                 域名\n-------------------  -------------\n2026-11-01 00:00:00  a.example.com\n(1 more column in the file)",
    );
  });

  it("shows a file without rows as its headings", async () => {
    expect(await summarize("url,requests\n", 3)).toEqual({ table: "url  requests\n---  --------", count: 0 });
  });
});
