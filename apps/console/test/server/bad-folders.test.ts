// Folders that are empty, damaged, or change while the page shows them.
import { appendFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pointsCsv, startOf, type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { describe, expect, it } from "vitest";
import type { Completeness, Folder, Overview } from "../../src/contract.ts";
import { NOW, type Tested, temporaryFolder, testConsole } from "./support.ts";

const A = ["a.example.com"];

function dayOf(day: number, bytes = 300): TestWindow {
  const [from, to] = [day, day + 1].map((one) => `2026-11-${String(one).padStart(2, "0")}`) as [string, string];
  return { domains: A, groupBy: "domain", interval: 300, from, to, csv: pointsCsv(from, to, A, () => bytes) };
}

/** A console whose time is moved by hand: files are looked at once per second at most. */
async function onFolder(folder: string): Promise<Tested & { later(): void }> {
  let now = NOW;
  const tested = await testConsole({ folder, now: () => now });
  return Object.assign(tested, {
    later: () => {
      now += 2000;
    },
  });
}

const DAMAGED_LEDGER = /Line \d+ of .* is damaged/;

describe("a folder that can't be shown", () => {
  it.each<[string, (folder: string) => string, code: string, en: RegExp]>([
    ["doesn't exist", (folder) => join(folder, "none"), "NO_LEDGER", /none doesn't exist$/],
    ["is empty", (folder) => folder, "NO_LEDGER", /is empty$/],
    [
      "is a file",
      (folder) => {
        writeFileSync(join(folder, "x.csv"), "");
        return join(folder, "x.csv");
      },
      "NO_LEDGER",
      /is a file, not a folder$/,
    ],
    [
      "has files but no ledger",
      (folder) => {
        writeFileSync(join(folder, "x.csv"), "URL,Requests\n/a,1\n");
        return folder;
      },
      "NO_LEDGER",
      /has no ledger, so it isn't a folder of sync$/,
    ],
    [
      "has a ledger without a file",
      (folder) => {
        writeExportFolder(folder, [{ ...dayOf(10), csv: null }]);
        return folder;
      },
      "NO_FILES",
      /has a ledger, but no file yet$/,
    ],
    [
      "has a ledger of an earlier release",
      (folder) => {
        writeExportFolder(folder, [dayOf(10)]);
        const ledger = join(folder, ".cdn-export.ledger");
        writeFileSync(ledger, readFileSync(ledger, "utf8").replace(/"query":\{[^}]*\},/, ""));
        return folder;
      },
      "NO_QUERIES",
      /is of an earlier release/,
    ],
    [
      "has a damaged ledger",
      (folder) => {
        writeExportFolder(folder, [dayOf(10)]);
        appendFileSync(join(folder, ".cdn-export.ledger"), "{\n");
        return folder;
      },
      "LEDGER_BROKEN",
      DAMAGED_LEDGER,
    ],
  ])("%s", async (_, prepare, code, en) => {
    const { read, get } = await testConsole({ folder: prepare(temporaryFolder()) });
    const { state, failure } = await read<Folder>("/api/folder");
    expect(state).toBe(code.startsWith("NO_") ? "empty" : "failed");
    expect(failure).toMatchObject({ code, message: { en: expect.stringMatching(en) } });
    expect(failure?.message.zh).toMatch(/\p{Script=Han}/u);
    expect(failure?.advice?.zh).toMatch(/\p{Script=Han}/u);
    expect((await get("/api/overview")).status).toBeGreaterThanOrEqual(404);
  });

  it("is shown as soon as it has exports", async () => {
    const folder = join(temporaryFolder(), "later");
    const { read, whole } = await onFolder(folder);
    expect((await read<Folder>("/api/folder")).state).toBe("empty");
    mkdirSync(folder);
    writeExportFolder(folder, [dayOf(10)]);
    expect((await whole<Overview>("/api/overview")).figures.totals.traffic.value).toBe(288 * 300);
    expect((await read<Folder>("/api/folder")).failure).toBeUndefined();
  });

  it("is shown again when its ledger was repaired", async () => {
    const folder = temporaryFolder();
    writeExportFolder(folder, [dayOf(10)]);
    appendFileSync(join(folder, ".cdn-export.ledger"), "{\n");
    const { read } = await onFolder(folder);
    expect((await read<Folder>("/api/folder")).state).toBe("failed");
    writeExportFolder(folder, [dayOf(10)]);
    expect((await read<Folder>("/api/folder")).failure).toBeUndefined();
  });
});

describe("a folder that changes while the page shows it", () => {
  it("shows new exports of sync, and sends an event", async () => {
    const folder = temporaryFolder();
    writeExportFolder(folder, [dayOf(10)]);
    const { whole, events } = await onFolder(folder);
    await whole<Overview>("/api/overview");
    const reader = await events();
    writeExportFolder(folder, [dayOf(10), dayOf(11)]);
    const { figures } = await whole<Overview>("/api/overview");
    expect(figures.totals.traffic.value).toBe(2 * 288 * 300);
    await reader.until<{ version: number }>("data", ({ version }) => version > 0);
  });

  it("ignores a line that is still being written", async () => {
    const folder = temporaryFolder();
    writeExportFolder(folder, [dayOf(10)]);
    appendFileSync(join(folder, ".cdn-export.ledger"), '["reports_detail/2026-11-11/1",{"que');
    const { read, whole } = await onFolder(folder);
    expect((await whole<Overview>("/api/overview")).figures.points.missing).toBe(0);
    expect((await read<Folder>("/api/folder")).failure).toBeUndefined();
  });

  it.each<[string, (path: string) => void, code: string, problem: string]>([
    ["loses a file", (path) => rmSync(path), "FILE_MISSING", "The file isn't there any more"],
    [
      "has a file that was replaced",
      (path) =>
        writeFileSync(
          path,
          pointsCsv("2026-11-11", "2026-11-12", A, () => 999_999),
        ),
      "FILE_CHANGED",
      "The file has another size than when it was saved",
    ],
    [
      "has a file with one other byte",
      (path) =>
        writeFileSync(
          path,
          pointsCsv("2026-11-11", "2026-11-12", A, () => 301),
        ),
      "FILE_CHANGED",
      "The file has changed since it was saved",
    ],
  ])("%s", async (_, damage, code, problem) => {
    const folder = temporaryFolder();
    writeExportFolder(folder, [dayOf(10), dayOf(11)]);
    const { read, whole, later } = await onFolder(folder);
    expect((await whole<Overview>("/api/overview")).figures.points.missing).toBe(0);
    const path = join(folder, "reports_detail/1.csv");
    damage(path);
    later();
    const { figures, gaps } = await whole<Overview>("/api/overview");
    expect(figures.totals.traffic.value).toBe(288 * 300);
    expect(gaps).toMatchObject([{ from: startOf("2026-11-11"), points: 288, cause: "not exported" }]);
    const { problems } = await read<Folder>("/api/folder");
    expect(problems).toMatchObject([{ path: "reports_detail/1.csv", failure: { code, message: { en: problem } } }]);
    expect(problems[0]?.failure.advice?.en).toContain("Export its window again");
    const { actions } = await read<Completeness>("/api/completeness");
    const days = actions[0]?.days.filter(({ day }) => day === "2026-11-11");
    expect(days).toMatchObject([{ state: "missing", windows: [{ why: { en: expect.stringMatching(/^Its file/) } }] }]);
  });

  it("shows the other files beside one that is damaged in itself", async () => {
    const folder = temporaryFolder();
    const broken: TestWindow = { ...dayOf(11), csv: "Time (GMT+8),Domain,Traffic (Byte)\nyesterday,a.example.com,x\n" };
    writeExportFolder(folder, [dayOf(10), broken]);
    const { read, whole } = await onFolder(folder);
    expect((await whole<Overview>("/api/overview")).figures.totals.traffic.value).toBe(288 * 300);
    const { problems } = await read<Folder>("/api/folder");
    expect(problems).toMatchObject([{ path: "reports_detail/1.csv", failure: { code: "BAD_ROW" } }]);
  });

  it("doesn't trust a time of modification that was set back", async () => {
    const folder = temporaryFolder();
    writeExportFolder(folder, [dayOf(10)]);
    const path = join(folder, "reports_detail/0.csv");
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    const { whole, get, read, later } = await onFolder(folder);
    await whole<Overview>("/api/overview");
    writeFileSync(
      path,
      pointsCsv("2026-11-10", "2026-11-11", A, () => 301),
    );
    utimesSync(path, 1_700_000_000, 1_700_000_000);
    later();
    expect((await get("/api/overview")).status).toBe(404);
    const { actions } = await read<Completeness>("/api/completeness");
    expect(actions[0]?.days.find(({ day }) => day === "2026-11-10")?.state).toBe("missing");
  });
});

describe("a ledger that leads out of its folder", () => {
  const secret = pointsCsv("2026-11-10", "2026-11-11", A, () => 777);

  it.each<[string, (folder: string, outside: string) => void]>([
    [
      "by a path",
      (folder, outside) => {
        writeFileSync(join(outside, "0.csv"), secret);
        writeExportFolder(folder, [{ ...dayOf(10), csv: secret }], { path: `../${outside.split("/").at(-1)}/0.csv` });
      },
    ],
    [
      "by a symbolic link",
      (folder, outside) => {
        writeFileSync(join(outside, "0.csv"), secret);
        writeExportFolder(folder, [{ ...dayOf(10), csv: secret }]);
        rmSync(join(folder, "reports_detail/0.csv"));
        symlinkSync(join(outside, "0.csv"), join(folder, "reports_detail/0.csv"));
      },
    ],
    [
      "by a link of a folder above",
      (folder, outside) => {
        writeFileSync(join(outside, "0.csv"), secret);
        writeExportFolder(folder, [{ ...dayOf(10), csv: secret }]);
        rmSync(join(folder, "reports_detail"), { recursive: true });
        symlinkSync(outside, join(folder, "reports_detail"));
      },
    ],
  ])("isn't followed %s", async (_, prepare) => {
    const folder = temporaryFolder();
    prepare(folder, temporaryFolder());
    const { get, read } = await onFolder(folder);
    const overview = await get("/api/overview");
    expect(await overview.text()).not.toContain("777");
    const rows = await get(`/api/rows?id=${encodeURIComponent("reports_detail/2026-11-10/0")}`);
    expect(rows.status).toBe(403);
    expect((await rows.json()).error.code).toBe("OUTSIDE");
    expect((await read<Folder>("/api/folder")).problems).toMatchObject([{ failure: { code: "OUTSIDE" } }]);
  });

  it("has no rows of files that aren't in the ledger", async () => {
    const folder = temporaryFolder();
    writeExportFolder(folder, [dayOf(10)]);
    writeFileSync(join(folder, "secret.csv"), "a,b\n1,2\n");
    const { get } = await onFolder(folder);
    for (const id of ["secret.csv", "../secret.csv", "/etc/passwd", ".cdn-export.ledger", "__proto__", ""])
      expect((await get(`/api/rows?id=${encodeURIComponent(id)}`)).status).toBe(404);
  });
});

it("serves two pages on one folder", async () => {
  const folder = temporaryFolder();
  writeExportFolder(folder, [dayOf(10)]);
  const [one, other] = await Promise.all([onFolder(folder), onFolder(folder)]);
  const [a, b] = await Promise.all([one, other].map(({ whole }) => whole<Overview>("/api/overview")));
  expect(a?.figures).toEqual(b?.figures);
  // Browsers send cookies to every port: one console's cookie doesn't open the other.
  expect(one.cookie.split("=")[0]).not.toBe(other.cookie.split("=")[0]);
  const foreign = await fetch(`http://127.0.0.1:${other.port}/api/folder`, { headers: { cookie: one.cookie } });
  expect(foreign.status).toBe(401);
});
