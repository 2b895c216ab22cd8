// What programs read from a folder.
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { breakdown, summary, sumTopLists } from "@cdn-export/rows/report";
import { pointsCsv, startOf, type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type LeftOut, openFolder, type ReadProgress } from "../../src/folder/index.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "folder-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const DOMAINS = ["a.example.com", "b.example.com"];
const GROUPED = { domains: DOMAINS, groupBy: "domain", interval: 300 };
const dayOf = (from: string, to: string, bytes: number): TestWindow => ({
  ...GROUPED,
  from,
  to,
  csv: pointsCsv(from, to, DOMAINS, () => bytes),
});
const FIRST = dayOf("2026-11-01", "2026-11-02", 100);
const SECOND = dayOf("2026-11-02", "2026-11-03", 300);
const TOP: TestWindow = {
  action: "top_url_detail",
  domains: "all",
  from: "2026-11-01",
  to: "2026-11-02",
  csv: "URL,Requests\n/a,10\n/b,5\n",
};

it("returns the records of the ledger as it is now", async () => {
  writeExportFolder(folder, [FIRST]);
  const opened = await openFolder(folder);
  expect([...(await opened.records()).keys()]).toEqual(["reports_detail/2026-11-01/0"]);
  writeExportFolder(folder, [FIRST, SECOND]);
  expect((await opened.records()).size).toBe(2);
  await opened.close();
});

it("rejects a folder without a ledger, and a damaged ledger", async () => {
  await expect(openFolder(folder)).rejects.toMatchObject({ code: "NO_LEDGER" });
  writeExportFolder(folder, [FIRST]);
  appendFileSync(join(folder, ".cdn-export.ledger"), "{\n");
  await expect(openFolder(folder)).rejects.toMatchObject({ code: "LEDGER_BROKEN" });
});

it("yields the rows of an action within a period", async () => {
  writeExportFolder(folder, [SECOND, FIRST, TOP]);
  const opened = await openFolder(folder);
  const times: number[] = [];
  for await (const { time, traffic } of opened.rows("reports_detail", {
    from: "2026-11-01",
    to: startOf("2026-11-02") + 600_000,
  })) {
    times.push(time?.getTime() ?? 0);
    expect(traffic).toBe(times.length <= 576 ? 100 : 300);
  }
  expect([times.length, times[0], times.at(-1)]).toEqual([580, startOf("2026-11-01"), startOf("2026-11-02") + 300_000]);
});

it("reads only top lists that are within the period", async () => {
  writeExportFolder(folder, [TOP, { ...TOP, from: "2026-11-02", to: "2026-11-03" }]);
  const opened = await openFolder(folder);
  const urls: unknown[] = [];
  for await (const { url, requests } of opened.rows("top_url_detail", { to: "2026-11-02" })) urls.push([url, requests]);
  expect(urls).toEqual([
    ["/a", 10],
    ["/b", 5],
  ]);
  const { topLists } = await opened.topLists("top_url_detail");
  expect(sumTopLists(topLists).map(({ key, value, lists }) => [key, value, lists])).toEqual([
    ["/a", 20n, 2],
    ["/b", 10n, 2],
  ]);
});

it("adds the points of the windows that overlap a period", async () => {
  writeExportFolder(folder, [FIRST, SECOND, { ...GROUPED, from: "2026-11-03", to: "2026-11-04", csv: null }]);
  const opened = await openFolder(folder);
  const steps: ReadProgress[] = [];
  const all = await opened.points("reports_detail", { onProgress: (step) => steps.push(step) });
  expect(steps).toEqual([0, 1, 2].map((read) => ({ read, total: 2 })));
  expect([all.windows.length, all.read.length, all.leftOut]).toEqual([3, 2, []]);
  if (!all.points) throw new Error("no points");
  expect(summary(all.points).totals.traffic.value).toBe(2n * 288n * 400n);
  expect(breakdown(all.points, "day").map(({ totals }) => totals.traffic.value)).toEqual([57_600n, 172_800n]);
  const one = await opened.points("reports_detail", { from: "2026-11-02", where: ({ file }) => file !== undefined });
  expect(one.read.map(({ id }) => id)).toEqual(["reports_detail/2026-11-02/1"]);
  expect((await opened.points("isp_detail")).points).toBeUndefined();
});

it("prefers exports of all traffic to those of one country", async () => {
  const china: TestWindow = { ...FIRST, countries: ["cn"] };
  writeExportFolder(folder, [FIRST, china]);
  const opened = await openFolder(folder);
  expect((await opened.points("reports_detail")).read.length).toBe(1);
  writeExportFolder(folder, [china]);
  expect((await opened.points("reports_detail")).points?.filter).toBe("country cn");
});

it("leaves out files that are missing or aren't the saved ones", async () => {
  writeExportFolder(folder, [
    FIRST,
    SECOND,
    dayOf("2026-11-03", "2026-11-04", 5),
    dayOf("2026-11-04", "2026-11-05", 7),
  ]);
  const file = (i: number) => join(folder, `reports_detail/${i}.csv`);
  rmSync(file(0));
  appendFileSync(file(1), "\n");
  writeFileSync(file(2), readFileSync(file(2), "utf8").replace(",5,", ",6,"));
  const opened = await openFolder(folder);
  const calls: LeftOut[] = [];
  const { leftOut, read } = await opened.points("reports_detail", { onLeftOut: (one) => calls.push(one) });
  expect(leftOut.map(({ reason }) => reason)).toEqual(["no file", "other size", "other content"]);
  expect([calls, read.length]).toEqual([leftOut, 1]);
  let count = 0;
  for await (const { traffic } of opened.rows("reports_detail")) count += traffic ?? 0;
  expect(count).toBe(7 * 576);
});

it("reads the new file if sync replaces one while the folder is read", async () => {
  writeExportFolder(folder, [FIRST, SECOND]);
  const opened = await openFolder(folder);
  const { points } = await opened.points("reports_detail", {
    onProgress: ({ read }) => {
      if (read !== 0) return;
      const fresh = mkdtempSync(join(tmpdir(), "fresh-"));
      writeExportFolder(fresh, [FIRST, { ...SECOND, csv: pointsCsv("2026-11-02", "2026-11-03", DOMAINS, () => 1) }]);
      for (const name of ["reports_detail/1.csv", ".cdn-export.ledger"])
        renameSync(join(fresh, name), join(folder, name));
      rmSync(fresh, { recursive: true });
    },
  });
  if (!points) throw new Error("no points");
  expect(summary(points).totals.traffic.value).toBe(576n * 101n);
});
