// The workbook of a bill, read back with other programs, and calculated again.
import { spawnSync } from "node:child_process";
import { openAsBlob, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tables } from "@cdn-export/rows";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { calculated } from "./calculated.ts";
import { written } from "./exported.ts";
import { bytesOfExample1, EXAMPLE_1, MEGA, MONTH, pointsCsv, reportFolder, TWO, type Window } from "./report-folder.ts";

const outside: Window = { ...EXAMPLE_1, serviceArea: "outside_mainland_china" };
const folder = reportFolder([EXAMPLE_1, outside]);
/** No values of 5 minutes, so that its workbook is small. */
const hourly = reportFolder([
  { ...EXAMPLE_1, interval: 3600, csv: pointsCsv(MONTH.from, MONTH.to, TWO, bytesOfExample1, 3600) },
]);
const prices = written(
  "prices.csv",
  "area,mode,up_to,unit,price\nmainland,traffic,10,TB,100\nmainland,traffic,,TB,80\noutside,traffic,,GB,0.1\n",
);
const customers = written("customers.csv", "domain,customer\nwww.example.com,=HYPERLINK(1)\n*.example.com,其他\n");

async function bill(...args: string[]): Promise<string> {
  const file = join(newFolder(), "bill.xlsx");
  const { code, stderr } = await run(["bill", "2025-11", folder, "--xlsx", file, ...args]);
  expect({ code, stderr }).toEqual({ code: expect.toBeOneOf([0, 9]), stderr: "" });
  return file;
}

describe("the workbook of a month in two areas", async () => {
  const args = ["--prices", prices, "--invoice", "5000", "--group", customers];
  const file = await bill(...args);
  const { sheets } = await readXlsx(readFileSync(file));

  test("has the bill, and the days and points of each area", () => {
    expect(sheets.map(({ name }) => name)).toEqual([
      "Bill",
      ...["Days, mainland_china", "Points, mainland_china"],
      ...["Days, outside_mainland_china", "Points, outside_mainland_china"],
    ]);
  });

  test("has the value of each formula that a spreadsheet calculates", async () => {
    const cells = await calculated(readFileSync(file));
    expect(cells.length).toBeGreaterThan(30_000);
    const wrong = cells.filter(({ value, expected }) =>
      typeof value === "number" && typeof expected === "number"
        ? Math.abs(value - expected) > 1e-9 * Math.max(1, Math.abs(expected))
        : value !== expected,
    );
    expect(wrong).toEqual([]);
  });

  test("has the figures of the screen", () => {
    const [{ rows = [] } = {}] = sheets;
    const line = (name: string) => rows.find(([label]) => label === name)?.slice(1, 3);
    expect(line("Valid days: with more than 0 bytes")?.[0]).toBe(20);
    expect(line("Traffic")).toEqual([27_360_000 * MEGA, expect.closeTo(30_096_000 * MEGA, 0)]);
    expect(line("Max95: the highest of the others")).toEqual([160, expect.closeTo(176, 9)]);
    expect(line("95th percentile, billable: Max95 x factor")?.[0]).toBeCloseTo(106.666_666_7, 6);
    expect(line("Dropped: the highest 5 %")?.[0]).toBe(288);
    // 10 x 100 + 17.36 x 80 in the mainland.
    expect(rows.find(([label]) => label === "  above 10")?.slice(1)).toEqual([
      expect.closeTo(17.36, 9),
      expect.closeTo(20.096, 9),
      ...["TB", 80, expect.closeTo(1388.8, 6), expect.closeTo(1607.68, 6)],
    ]);
  });

  test("marks where the 95th percentile cuts the points", () => {
    const points = sheets[2]?.rows.slice(1) ?? [];
    expect(points).toHaveLength(30 * 288);
    expect(points.filter((row) => row[5] === "dropped")).toHaveLength(288);
    expect(points.findIndex((row) => row[5] === "Max95")).toBe(288);
    expect(points[288]?.slice(3, 5)).toEqual([6000 * MEGA, 160]);
    const bytes = points.map((row) => Number(row[3]));
    expect(bytes).toEqual([...bytes].sort((a, b) => b - a));
    expect(points[0]?.[1]).toEqual(new Date("2025-11-01T20:00:00Z"));
  });

  test("has names as text, not as formulas", () => {
    const cells = [...(sheets[0]?.cells ?? [])].filter(([, { value }]) => String(value).includes("HYPERLINK"));
    expect(cells.map(([, { formula }]) => formula)).toEqual(cells.map(() => undefined));
    expect(sheets[0]?.rows.some(([label]) => label === "=HYPERLINK(1)")).toBe(true);
  });

  test("can be read with our own rows, and its days add up", async () => {
    let sum = 0;
    let days = 0;
    for await (const { sheet, rows } of tables(await openAsBlob(file))) {
      if (sheet !== "Days, mainland_china") continue;
      for await (const row of rows as AsyncIterable<Record<string, unknown>>) {
        sum += Number(row.Bytes);
        days++;
      }
    }
    expect({ sum, days }).toEqual({ sum: 27_360_000 * MEGA, days: 30 });
  });

  const python = process.env.PYTHON ?? "python3";
  const hasPython = spawnSync(python, ["-c", "import openpyxl"]).status === 0;
  test.skipIf(!hasPython)("can be read with openpyxl", () => {
    const script = [
      "import json, openpyxl, sys",
      "values, formulas = (openpyxl.load_workbook(sys.argv[1], data_only=v) for v in (True, False))",
      "cells = [c for sheet in formulas for row in sheet for c in row if c.data_type == 'f']",
      "days = values['Days, mainland_china']",
      "print(json.dumps([len(cells), sum(c.value for c in days['B'][1:]), formulas['Days, mainland_china']['C2'].value, str(values['Points, mainland_china']['B2'].value)]))",
    ].join("\n");
    const { stdout, stderr } = spawnSync(python, ["-c", script, file], { encoding: "utf8" });
    expect(stderr).toBe("");
    const [formulas, sum, valid, time] = JSON.parse(stdout);
    expect(formulas).toBeGreaterThan(30_000);
    expect({ sum, valid, time }).toEqual({
      sum: 27_360_000 * MEGA,
      valid: "=IF(B2>0,1,0)",
      time: "2025-11-01 20:00:00",
    });
  });
});

test("prices of bandwidths, and a number of dropped values that is rounded up", async () => {
  const single = reportFolder([
    {
      ...EXAMPLE_1,
      csv: pointsCsv(MONTH.from, MONTH.to, TWO, (domain, time) =>
        time < "2025-11-04" ? bytesOfExample1(domain, time) : 0,
      ),
    },
  ]);
  const file = join(newFolder(), "bill.xlsx");
  const modes = ["p95=20/Mbit/s", "peak=600/Gbit/s", "average=0.018/kbit/s"].flatMap((price) => ["--price", price]);
  const args = ["bill", "2025-11", single, ...modes, "--drop", "ceil", "--xlsx", file];
  expect((await run(args)).code).toBe(0);
  for (const { value, expected } of await calculated(readFileSync(file)))
    if (typeof expected === "number") expect(value).toBeCloseTo(expected, 6);
  const [{ rows = [] } = {}] = (await readXlsx(readFileSync(file))).sheets;
  expect(rows.find(([label]) => label === "Dropped: the highest 5 %")?.[1]).toBe(44);
  const totals = rows.filter(([label]) => label === "  total").map((row) => Number(row[5]));
  const { costs } = JSON.parse((await run([...args.slice(0, -2), "--json"])).stdout);
  const known = costs.mainland_china.map(({ value }: { value: { amount: { raw: number } }[] }) => value[0]?.amount.raw);
  expect(totals).toEqual(known.map((raw: number) => expect.closeTo(raw, 5)));
});

test("says why there are no figures instead of writing wrong ones", async () => {
  const file = join(newFolder(), "bill.xlsx");
  await run(["bill", "2025-11", hourly, "--xlsx", file]);
  const { sheets } = await readXlsx(readFileSync(file));
  expect(sheets).toHaveLength(1);
  const rows = sheets[0]?.rows ?? [];
  expect(rows.find(([label]) => label === "No bandwidths")?.[1]).toMatch(/^this mode needs points of 5 minutes/);
  expect(rows.find(([label]) => label === "Traffic")?.[1]).toBe(20 * (23 * 3000 + 7500 + 23 * 1500 + 3000) * MEGA);
});

test("replaces only a file that it wrote", async () => {
  const env = { CDN_EXPORT_STATE: newFolder() };
  const mine = join(newFolder(), "mine.xlsx");
  writeFileSync(mine, "mine");
  const refused = await run(["bill", "2025-11", hourly, "--xlsx", mine], { env });
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^cdn-export: --xlsx: \S+ exists, and this program didn't write it or it has changed/);
  expect(readFileSync(mine, "utf8")).toBe("mine");
  const own = join(newFolder(), "own.xlsx");
  for (const _ of [1, 2]) expect((await run(["bill", "2025-11", hourly, "--xlsx", own], { env })).code).toBe(8);
  const nowhere = await run(["bill", "2025-11", hourly, "--xlsx", join(own, "x.xlsx")], { env });
  expect(nowhere).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^cdn-export: --xlsx: .* can't be written: /),
  });
});

test("is in Chinese, too", async () => {
  const file = join(newFolder(), "bill.xlsx");
  await run(["bill", "2025-11", hourly, "--xlsx", file, "--lang", "zh"]);
  const [{ name, rows = [] } = {}] = (await readXlsx(readFileSync(file))).sheets;
  expect(name).toBe("账单");
  expect(rows.some(([label]) => label === "有效日：流量大于 0 字节")).toBe(true);
});
