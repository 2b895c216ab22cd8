// The derived store: what it keeps, and when it doesn't trust it.
import { spawn } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { summary, sumTopLists } from "@cdn-export/rows/report";
import { pointsCsv, type TestWindow, writeExportFolder } from "@cdn-export/test-support/export-folder";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FileChecks } from "../../src/folder/checked-file.ts";
import { openFolder } from "../../src/folder/index.ts";
import { decoded, encoded } from "../../src/folder/points-entry.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DOMAINS = ["a.example.com", "b.example.com"];
const dayOf = (day: number, bytes: number): TestWindow => {
  const [from, to] = [`2026-11-${String(day).padStart(2, "0")}`, `2026-11-${String(day + 1).padStart(2, "0")}`];
  return {
    domains: DOMAINS,
    groupBy: "domain",
    interval: 300,
    from,
    to,
    csv: pointsCsv(from, to, DOMAINS, () => bytes),
  };
};
const TOP: TestWindow = {
  action: "top_url_detail",
  domains: "all",
  from: "2026-11-01",
  to: "2026-11-02",
  csv: "URL,Requests\n/a,10\n/é,5\n",
};

const entries = (): string[] => {
  const store = join(folder, ".cdn-export/points-1");
  return readdirSync(store).map((name) => join(store, name));
};

async function total(): Promise<bigint | undefined> {
  const opened = await openFolder(folder);
  const { points } = await opened.points("reports_detail");
  await opened.close();
  return points && summary(points).totals.traffic.value;
}

it("keeps the points of each file, and reads them instead of the file", async () => {
  writeExportFolder(folder, [dayOf(1, 100), dayOf(2, 300)]);
  expect(await total()).toBe(576n * 400n);
  expect(entries().length).toBe(2);
  // Other values in an entry show that it is read.
  for (const path of entries()) {
    const kept = decoded(readFileSync(path), "x");
    if (!kept || Array.isArray(kept.contents)) throw new Error("no points");
    for (const { values } of kept.contents.days) values.traffic?.fill(1);
    writeFileSync(path, Buffer.concat(encoded(kept)));
  }
  expect(await total()).toBe(2n * 576n);
});

it("keeps top lists", async () => {
  writeExportFolder(folder, [TOP]);
  for (const _ of ["from the file", "from the store"]) {
    const { topLists } = await (await openFolder(folder)).topLists("top_url_detail");
    expect(sumTopLists(topLists).map(({ key, value }) => [key, value])).toEqual([
      ["/a", 10n],
      ["/é", 5n],
    ]);
    expect(topLists[0]?.source).toBe(join(folder, "top_url_detail/0.csv"));
  }
});

it("has the same points from the store as from the file", async () => {
  writeExportFolder(folder, [
    dayOf(1, 100),
    { ...dayOf(2, 7), csv: `${dayOf(2, 7).csv ?? ""}`.replaceAll(",7,", ",,") },
  ]);
  const fromFile = await (await openFolder(folder)).points("reports_detail");
  const fromStore = await (await openFolder(folder)).points("reports_detail");
  expect(fromStore).toEqual(fromFile);
});

it("reports what is doubtful about a file every time", async () => {
  writeExportFolder(folder, [{ ...TOP, csv: "URL,Requests\n/a,10" }]);
  const warnings: string[] = [];
  for (const _ of ["from the file", "from the store"])
    await (await openFolder(folder, { onWarning: (text) => warnings.push(text) })).topLists("top_url_detail");
  expect(warnings.length).toBe(2);
  expect(warnings[0]).toContain("top_url_detail/0.csv: ");
  expect(warnings[1]).toBe(warnings[0]);
});

it("reads a file again if its query in the ledger has changed", async () => {
  writeExportFolder(folder, [dayOf(1, 100)]);
  await total();
  writeExportFolder(folder, [{ ...dayOf(1, 100), groupBy: "domain", serviceArea: "outside_mainland_china" }]);
  const { points } = await (await openFolder(folder)).points("reports_detail");
  expect(points?.windows[0]?.area).toBe("outside_mainland_china");
});

describe("a file that changed after it was saved", () => {
  const path = () => join(folder, "reports_detail/0.csv");
  const change = () => {
    const { atime, mtime } = statSync(path());
    writeFileSync(path(), readFileSync(path(), "utf8").replace(",100,", ",900,"));
    utimesSync(path(), atime, mtime);
  };

  it("is left out, although its size and its time are the same", async () => {
    writeExportFolder(folder, [dayOf(1, 100), dayOf(2, 300)]);
    expect(await total()).toBe(576n * 400n);
    change();
    const { leftOut } = await (await openFolder(folder)).points("reports_detail");
    expect(leftOut.map(({ reason }) => reason)).toEqual(["other content"]);
    expect(await total()).toBe(576n * 300n);
  });

  it("is found by its time of change, which programs can't set", async () => {
    writeExportFolder(folder, [dayOf(1, 100)]);
    const opened = await openFolder(folder);
    const saved = [...(await opened.records()).values()][0]?.file;
    if (!saved) throw new Error("no file");
    const later = () => Date.now() + 10_000;
    const checks = new FileChecks({}, later);
    expect(await checks.damageOf(path(), saved)).toBeUndefined();
    const next = new FileChecks(structuredClone(checks.known), later);
    // A wrong hash in what is known shows that the file isn't hashed again.
    const known = next.known[path()];
    if (!known) throw new Error("not known");
    next.known[path()] = [known[0], known[1], known[2], known[3], known[4], "f00d"];
    expect(await next.damageOf(path(), { ...saved, sha256: "f00d" })).toBeUndefined();
    change();
    expect(await checks.damageOf(path(), saved)).toBe("other content");
  });

  it("is hashed every time until it is old enough that another change has another time", async () => {
    writeExportFolder(folder, [dayOf(1, 100)]);
    const saved = [...(await (await openFolder(folder)).records()).values()][0]?.file;
    if (!saved) throw new Error("no file");
    const checks = new FileChecks();
    expect(await checks.damageOf(path(), saved)).toBeUndefined();
    expect(checks.known).toEqual({});
  });
});

describe("a damaged store", () => {
  it("is rebuilt, wherever the damage is", async () => {
    writeExportFolder(folder, [dayOf(1, 100)]);
    await total();
    const [path = ""] = entries();
    const whole = readFileSync(path);
    const places = [0, 1, 50, whole.indexOf(10), whole.indexOf(10) + 1, 5000, whole.length - 5, whole.length - 1];
    for (const place of places) {
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] as number) ^ 0x40;
      writeFileSync(path, bytes);
      expect(await total()).toBe(576n * 100n);
      expect(readFileSync(path)).toEqual(whole);
    }
    for (const length of [0, 3, 100, whole.length - 1]) {
      truncateSync(path, length);
      expect(await total()).toBe(576n * 100n);
      expect(readFileSync(path)).toEqual(whole);
    }
  });

  it("is rebuilt if its list of hashed files is damaged", async () => {
    writeExportFolder(folder, [dayOf(1, 100)]);
    for (const text of ["", "{", "[]", "null", '{"a":1,"b":[1],"__proto__":["1","2","3","4","5","6"]}']) {
      await total();
      writeFileSync(join(folder, ".cdn-export/checked-1.json"), text);
      expect(await total()).toBe(576n * 100n);
    }
  });

  it("may be missing or impossible to write", async () => {
    writeExportFolder(folder, [dayOf(1, 100)]);
    writeFileSync(join(folder, ".cdn-export"), "not a folder");
    expect(await total()).toBe(576n * 100n);
    rmSync(join(folder, ".cdn-export"));
    expect(await total()).toBe(576n * 100n);
    rmSync(join(folder, ".cdn-export"), { recursive: true });
    expect(await total()).toBe(576n * 100n);
  });
});

it("removes entries that nothing needs after a day, and what killed programs have left", async () => {
  writeExportFolder(folder, [dayOf(1, 100)]);
  await total();
  const [old = ""] = entries();
  const temporary = `${old}.0000.tmp`;
  writeFileSync(temporary, "half");
  writeExportFolder(folder, [dayOf(1, 5)]);
  await total();
  expect(entries()).toContain(old);
  const yesterday = Date.now() / 1000 - 86_500;
  for (const path of entries()) utimesSync(path, yesterday, yesterday);
  writeExportFolder(folder, [dayOf(1, 5), dayOf(2, 6)]);
  await total();
  expect(entries()).not.toContain(old);
  expect(entries()).not.toContain(temporary);
  expect(entries().length).toBe(2);
});

it("can be moved with its folder", async () => {
  writeExportFolder(folder, [dayOf(1, 100)]);
  await total();
  const moved = mkdtempSync(join(tmpdir(), "moved-"));
  cpSync(folder, moved, { recursive: true });
  const { points } = await (await openFolder(moved)).points("reports_detail");
  expect(points?.days[0]?.sources).toEqual([join(moved, "reports_detail/0.csv")]);
  rmSync(moved, { recursive: true });
});

describe("several programs", () => {
  const program = new URL("../programs/read-folder.ts", import.meta.url).pathname;
  const start = (...args: string[]) =>
    spawn(process.execPath, [program, folder, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = async (child: ReturnType<typeof start>) => {
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += chunk;
    });
    await new Promise((resolve) => child.on("close", resolve));
    return text.trim();
  };

  it("can use it at once", async () => {
    const days = Array.from({ length: 20 }, (_, i) => dayOf(i + 1, i));
    writeExportFolder(folder, days);
    const sums = await Promise.all([1, 2, 3, 4].map(() => ended(start())));
    expect(sums).toEqual(Array(4).fill(String(576 * 190)));
    expect(entries().length).toBe(20);
  });

  it("can be killed at any moment: the next one is right", async () => {
    const days = Array.from({ length: 20 }, (_, i) => dayOf(i + 1, i));
    writeExportFolder(folder, days);
    for (let kills = 0; kills < 5; kills++) {
      if (kills % 3 === 0) rmSync(join(folder, ".cdn-export"), { recursive: true, force: true });
      const child = start("dots");
      // The program prints a dot for each file: the kill is in the midst of its work.
      const after = 1 + ((kills * 7) % 20);
      let dots = 0;
      child.stdout.on("data", (chunk: Buffer) => {
        dots += chunk.length;
        if (dots >= after) child.kill("SIGKILL");
      });
      await ended(child);
      expect(await total()).toBe(576n * 190n);
    }
    const left = entries().filter((path) => path.endsWith(".tmp"));
    expect(left.length).toBeLessThanOrEqual(5);
  });
});
