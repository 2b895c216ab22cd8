// The rows of a saved file by number.
import { appendFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { expect, it, vi } from "vitest";
import type { Files, Rows } from "../../src/contract.ts";
import { type Tested, temporaryFolder, testConsole } from "./support.ts";

const ID = "top_url_detail/2026-11-10/0";

async function withFile(csv: string | Uint8Array, ending = "csv"): Promise<Tested> {
  const folder = temporaryFolder();
  const window: TestWindow = {
    action: "top_url_detail",
    domains: "all",
    from: "2026-11-10",
    to: "2026-11-11",
    csv,
    ending,
  };
  writeExportFolder(folder, [window]);
  return testConsole({ folder });
}

const rowsAt = (tested: Tested, from: number, count: number) =>
  tested.read<Rows>(`/api/rows?id=${encodeURIComponent(ID)}&from=${from}&count=${count}`);

function csvOf(count: number): string {
  return `URL,Requests\n${Array.from({ length: count }, (_, i) => `/${i}/é,${i}\n`).join("")}`;
}

it.each([
  ["csv", csvOf(100_000)],
  ["gz", gzipSync(csvOf(100_000))],
])("has any rows of a large file: %s", async (ending, content) => {
  const tested = await withFile(content, ending);
  const first = await rowsAt(tested, 0, 3);
  expect(first).toMatchObject({
    columns: [
      { key: "url", heading: "URL", kind: "text" },
      { key: "requests", heading: "Requests", kind: "number", unit: "count" },
    ],
    rows: [
      ["/0/é", 0],
      ["/1/é", 1],
      ["/2/é", 2],
    ],
  });
  for (const from of [99_990, 99_999, 0, 50_050, 99, 100, 101, 12_345]) {
    const { rows } = await rowsAt(tested, from, 1000);
    expect(rows).toHaveLength(Math.min(1000, 100_000 - from));
    for (const [i, row] of rows.entries()) expect(row).toEqual([`/${from + i}/é`, from + i]);
  }
  expect(await rowsAt(tested, 100_000, 10)).toMatchObject({ rows: [], known: 100_000, isComplete: true });
});

it("shows visitors' text as it is, as JSON", async () => {
  const evil = `<script>alert(1)</script>\u202e"\u0000`;
  const tested = await withFile(`URL,Requests\n"${evil.replace('"', '""')}",1\n`);
  const response = await tested.get(`/api/rows?id=${encodeURIComponent(ID)}`);
  expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
  expect((await response.json()).rows[0][0]).toContain("<script>alert(1)</script>\u202e");
});

it("refuses a file that isn't the saved one any more", async () => {
  const tested = await withFile(csvOf(10));
  await rowsAt(tested, 0, 1);
  appendFileSync(join(tested.folder, "top_url_detail/0.csv"), "/x,1\n");
  const response = await tested.get(`/api/rows?id=${encodeURIComponent(ID)}`);
  expect(response.status).toBe(409);
  expect((await response.json()).error).toMatchObject({ code: "FILE_CHANGED", advice: { zh: expect.any(String) } });
});

it("says what is wrong with a file that isn't a table", async () => {
  const tested = await withFile("<html><title>502</title></html>");
  const response = await tested.get(`/api/rows?id=${encodeURIComponent(ID)}`);
  expect(response.status).toBe(422);
  expect((await response.json()).error.code).toBe("NOT_STATISTICS");
});

it("shows the rows before the damage of a file", async () => {
  const tested = await withFile(`${csvOf(50_000)}/5,5,5,5\n`);
  const { rows } = await rowsAt(tested, 0, 100);
  expect(rows).toHaveLength(100);
  const response = await tested.get(`/api/rows?id=${encodeURIComponent(ID)}&from=50000`);
  expect((await response.json()).error.code).toBe("BAD_CSV");
});

it("leaves nothing in the folder for temporary files", async () => {
  const place = temporaryFolder();
  vi.stubEnv("TMPDIR", place);
  const tested = await withFile(csvOf(1000));
  await rowsAt(tested, 0, 1000);
  expect(readdirSync(place).filter((name) => name.startsWith("cdn-export-ui-"))).toEqual([]);
  vi.unstubAllEnvs();
});

it("lists the saved files", async () => {
  const tested = await withFile(csvOf(3));
  writeFileSync(join(tested.folder, "other.csv"), "");
  const { files } = await tested.read<Files>("/api/files");
  expect(files).toMatchObject([{ id: ID, path: "top_url_detail/0.csv", action: "top_url_detail", domains: "all" }]);
  expect(await (await tested.get("/api/files.csv")).text()).toContain("top_url_detail/0.csv,top_url_detail,all,");
});
