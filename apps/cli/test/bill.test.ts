// The examples are those of docs/billing.md, whose figures can be repeated with a calculator.
import { describe, expect, test } from "vitest";
import { newFolder, run } from "../scripts/run.ts";
import { written } from "./exported.ts";
import { bytesOfExample1, EXAMPLE_1, MEGA, MONTH, pointsCsv, reportFolder, TWO } from "./report-folder.ts";

const folder = reportFolder([EXAMPLE_1]);
const P95 = ["--price", "p95=20.00/Mbit/s"];
const bill = (...args: string[]) => run(["bill", "2025-11", folder, ...args]);
const json = async (args: string[]) => JSON.parse((await run([...args, "--json"])).stdout);

describe("the four modes", () => {
  test("are side by side, raw and x 1.10, with GB of both kinds", async () => {
    const { code, stdout, stderr } = await bill();
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.split("\n").map((line) => line.replace(/ {2,}/g, "  "));
    expect(lines).toContain("mainland_china: 2 domains, 20 of 30 days are valid");
    for (const line of [
      "Traffic  27,360.0000  30,096.0000  GB (1000³)",
      "  25,480.9856  28,029.0842  GB (1024³)",
      "Peak bandwidth: highest day  240.0000  264.0000  Mbit/s, 2025-11-01 20:00",
      "  sum of the daily peaks  4,800.0000  5,280.0000  Mbit/s x days",
      "  billable: x 20 / 30  106.6667  117.3333  Mbit/s",
      "Average of daily peaks  240.0000  264.0000  Mbit/s",
      "(95th percentile: 5760 values, the highest 288 dropped)",
    ])
      expect(lines).toContain(line);
    expect(stdout).toMatch(/^95th percentile: Max95 +160\.0000 +176\.0000 +Mbit\/s, 2025-11-\d\d 10:\d\d$/m);
    expect(stdout).toContain("outside_mainland_china is missing: no export covers it in 2025-11-01 00:00");
    expect(stdout).toContain("The service doesn't document whether a GB is 1000³ or 1024³ bytes");
  });

  test("are exact in JSON", async () => {
    const { mainland_china: area } = (await json(["bill", "2025-11", folder])).bill.areas;
    expect(area.traffic.value).toEqual({ raw: 27_360_000 * MEGA, withOverhead: 30_096_000 * MEGA });
    expect(area.percentile95.value).toMatchObject({ max95: { raw: 160 * MEGA }, values: 5760, dropped: 288 });
    expect(area.percentile95.value.billable).toEqual({ raw: 106_666_666.666667, withOverhead: 117_333_333.333333 });
  });

  test("are of the sum of both files if each domain has its own", async () => {
    const alone = TWO.map((domain) => ({
      ...EXAMPLE_1,
      domains: [domain],
      csv: pointsCsv(MONTH.from, MONTH.to, [domain], bytesOfExample1),
    }));
    const { mainland_china: area } = (await json(["bill", "2025-11", reportFolder(alone)])).bill.areas;
    expect(area.percentile95.value.max95.raw).toBe(160 * MEGA);
  });
});

describe("what a gap would make wrong", () => {
  test("isn't computed, and exits with 8", async () => {
    const csv = pointsCsv(MONTH.from, MONTH.to, TWO, (domain, time) =>
      time.startsWith("2025-11-14") ? undefined : bytesOfExample1(domain, time),
    );
    const { code, stdout } = await run(["bill", "2025-11", reportFolder([{ ...EXAMPLE_1, csv }]), ...P95]);
    expect(code).toBe(8);
    expect(stdout).toContain(
      "No figures: points of www.example.com are absent in 2025-11-14 00:00 to 2025-11-15 00:00",
    );
    expect(stdout).not.toMatch(/Max95 +\d/);
    expect(stdout).toMatch(/^p95 +- +- +points of www/m);
  });

  test("includes hourly points, which are enough for traffic only", async () => {
    const csv = pointsCsv(MONTH.from, MONTH.to, TWO, () => 12 * MEGA, 3600);
    const { code, stdout } = await run(["bill", "2025-11", reportFolder([{ ...EXAMPLE_1, interval: 3600, csv }])]);
    expect(code).toBe(8);
    expect(stdout).toMatch(/^Traffic +17\.2800 +19\.0080 +GB \(1000³\)$/m);
    expect(stdout).toContain("(no bandwidths: this mode needs points of 5 minutes");
  });

  test("includes an export of both areas together, which can't be divided", async () => {
    const global = reportFolder([{ ...EXAMPLE_1, serviceArea: "global" }]);
    const { code, stdout } = await run(["bill", "2025-11", global, ...P95, "--invoice", "1"]);
    expect(code).toBe(8);
    expect(stdout).toContain(
      "mainland_china is missing: no export covers it in 2025-11-01 00:00 to 2025-12-01 00:00, and those of global can't be divided\n",
    );
    expect(stdout).not.toContain("Invoice");
  });

  test("includes a domain whose export failed: the sum of the others isn't the account's", async () => {
    const failed = { ...EXAMPLE_1, domains: ["new.example.com"], csv: null };
    const { code, stdout, stderr } = await run(["bill", "2025-11", reportFolder([EXAMPLE_1, failed])]);
    expect({ code, stdout }).toEqual({ code: 7, stdout: "" });
    expect(stderr).toContain("has no file of new.example.com in 2025-11: run sync again\n");
  });

  test("includes two windows that disagree about a point", async () => {
    const other = { ...EXAMPLE_1, csv: pointsCsv(MONTH.from, MONTH.to, TWO, () => 1) };
    const { code, stdout, stderr } = await run(["bill", "2025-11", reportFolder([EXAMPLE_1, other])]);
    expect({ code, stdout }).toEqual({ code: 7, stdout: "" });
    expect(stderr).toMatch(/^cdn-export: .*traffic is 3000000000 in .*0\.csv, but 1 in .*1\.csv.*\n$/);
  });
});

describe("prices", () => {
  test("turn the modes into costs", async () => {
    const prices = ["traffic=0.10/GB", "peak=0.50/Mbit/s", "average=18/Mbit/s"].flatMap((price) => ["--price", price]);
    const { stdout } = await bill(...P95, ...prices);
    expect(stdout).toMatch(/^p95 +2,133\.33 +2,346\.67 +Mbit\/s$/m);
    expect(stdout).toMatch(/^traffic +2,736\.00 +3,009\.60 +GB = 1000³$/m);
    expect(stdout).toMatch(/^traffic +2,548\.10 +2,802\.91 +GB = 1024³$/m);
    expect(stdout).toMatch(/^peak +2,400\.00 +2,640\.00 +Mbit\/s$/m);
    expect(stdout).toMatch(/^average +4,320\.00 +4,752\.00 +Mbit\/s$/m);
  });

  test("in tiers charge each part of the traffic at its own price", async () => {
    const file = written(
      "tiers.csv",
      "area,mode,up_to,unit,price\n,traffic,10,TB,100\n,traffic,20,TB,50\n,traffic,,TB,10\n",
    );
    const { stdout } = await bill("--prices", file);
    // 27.36 TB: 10 x 100 + 10 x 50 + 7.36 x 10. With overhead 30.096 TB: 1500 + 10.096 x 10.
    expect(stdout).toMatch(/^traffic +1,573\.60 +1,600\.96 +TB = 1000⁴$/m);
  });

  test("of areas are separate", async () => {
    const both = reportFolder([EXAMPLE_1, { ...EXAMPLE_1, serviceArea: "outside_mainland_china" }]);
    const wrong = await run(["bill", "2025-11", both, ...P95]);
    expect(wrong).toMatchObject({ code: 2, stdout: "" });
    expect(wrong.stderr).toContain("both areas have exports: say which one the price is for, mainland:p95=...");
    const prices = ["--price", "mainland:p95=20/Mbit/s", "--price", "outside:p95=30/Mbit/s"];
    const { code, stdout } = await run(["bill", "2025-11", both, ...prices, "--invoice", "5866.67"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Mbit/s: +10.00 % against raw 5,333.33; +0.00 % against x 1.10 5,866.67, within 5.00 %\n");
  });
});

describe("an invoice", () => {
  test("within the tolerance exits with 0, beyond it with 9", async () => {
    const { code, stdout } = await bill(...P95, "--invoice", "2400");
    expect(code).toBe(0);
    expect(stdout).toContain("Invoice 2,400.00, p95\n");
    expect(stdout).toContain("+12.50 % against raw 2,133.33; +2.27 % against x 1.10 2,346.67, within 5.00 %");
    expect((await bill(...P95, "--invoice", "2400", "--tolerance", "2")).code).toBe(9);
    const low = await bill(...P95, "--invoice", "2133.33");
    expect(low.code).toBe(9);
    expect(low.stdout).toContain("-9.09 % against x 1.10 2,346.67, beyond 5.00 %");
  });

  test("of traffic is compared with GB of both kinds, and one of them is enough", async () => {
    const { code, stdout } = await bill("--price", "traffic=0.10/GB", "--invoice", "2802.91", "--tolerance", "1");
    expect(code).toBe(0);
    expect(stdout).toContain(
      "GB = 1000³: +2.45 % against raw 2,736.00; -6.87 % against x 1.10 3,009.60, beyond 1.00 %\n",
    );
    expect(stdout).toContain(
      "GB = 1024³: +10.00 % against raw 2,548.10; +0.00 % against x 1.10 2,802.91, within 1.00 %\n",
    );
  });
});

describe("customers", () => {
  test("get shares that add up to the cent", async () => {
    const file = written("customers.csv", "domain,customer\nwww.example.com,Ann\n*.example.com,Bob\n");
    const { stdout } = await bill(...P95, "--group", file);
    expect(stdout).toMatch(/^Ann +18\.4 TB +67\.11 +1,431\.58 +1,574\.74$/m);
    expect(stdout).toMatch(/^Bob +9\.0 TB +32\.89 +701\.75 +771\.93$/m);
    const { customers } = await json(["bill", "2025-11", folder, ...P95, "--group", file]);
    const cents = customers.mainland_china.value.map(({ costs: [cost] }: { costs: { withOverhead: number }[] }) =>
      Math.round((cost?.withOverhead ?? 0) * 100),
    );
    expect(cents.reduce((sum: number, part: number) => sum + part)).toBe(234_667);
  });

  test("that aren't in the file are a line of their own", async () => {
    const file = written("one.csv", "域名,客户\nwww.example.com,甲\n");
    expect((await bill("--group", file)).stdout).toMatch(/^\(other domains\) +9\.0 TB +32\.89$/m);
  });

  test("have no shares of a sum", async () => {
    const csv = pointsCsv(MONTH.from, MONTH.to, [""], () => MEGA);
    const sum = reportFolder([{ ...MONTH, domains: "all", interval: 300, csv }]);
    const { code, stdout } = await run([
      "bill",
      "2025-11",
      sum,
      "--group",
      written("c.csv", "domain,customer\na.b,C\n"),
    ]);
    expect(code).toBe(0);
    expect(stdout).toContain("Customers, mainland_china: no shares: the exports aren't grouped by domain\n");
  });
});

test("last-month is the month before that of the clock", async () => {
  const now = Date.parse("2025-12-01T00:00:00+08:00");
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`Date.now = () => ${now}`)}` };
  expect((await run(["bill", "last-month", folder], { env })).stdout).toBe((await bill()).stdout);
});

test("a month to date has a forecast that is labelled as one", async () => {
  // The clock of the program is at noon of 16 November.
  const now = Date.parse("2025-11-16T12:00:00+08:00");
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(`Date.now = () => ${now}`)}` };
  const csv = pointsCsv("2025-11-01", "2025-11-16", TWO, () => 150 * MEGA);
  const part = reportFolder([{ ...EXAMPLE_1, to: "2025-11-16", csv }]);
  const { code, stdout } = await run(["bill", "2025-11", part], { env });
  expect(code).toBe(0);
  expect(stdout).toContain("2025-11 to date, not a whole month: 2025-11-01 00:00 to 2025-11-16 00:00 (GMT+8)\n");
  expect(stdout).toContain("FORECAST of the whole month, if its other days are like the first 15 of 30:\n");
  const [sofar = "", forecast = ""] = stdout.split("FORECAST");
  expect(sofar).toMatch(/^Traffic +1,296\.0000 /m);
  expect(forecast).toMatch(/^Traffic +2,592\.0000 /m);
  expect(sofar).toMatch(/^ {2}billable: x 15 \/ 30 +4\.0000 /m);
  expect(forecast).toMatch(/^95th percentile, billable +8\.0000 /m);
  expect(forecast).toMatch(/^Average of daily peaks +8\.0000 /m);
  expect(stdout).toContain("The month isn't over: the figures are of the days before 2025-11-16.");
  expect((await run(["bill", "this-month", part], { env })).stdout).toBe(stdout);
  const invoice = await run(["bill", "2025-11", part, "--invoice", "1", ...P95], { env });
  expect(invoice).toMatchObject({ code: 2, stderr: "cdn-export: --invoice: 2025-11 isn't over yet\n" });
});

describe("bad input has one line", () => {
  const group = (text: string) => ["--group", written("bad.csv", text)];
  const prices = (...lines: string[]) => [
    "--prices",
    written("bad.csv", `area,mode,up_to,unit,price\n${lines.join("\n")}\n`),
  ];
  const wrong: [why: string, args: () => string[], message: RegExp][] = [
    ["a month that doesn't exist", () => ["2025-13"], /^"2025-13" isn't a month: use 2026-10 or last-month$/],
    ["a month of the future", () => ["2999-01"], /^no day of 2999-01 is over yet$/],
    ["a folder that isn't there", () => ["2025-11", "nowhere"], /^nowhere can't be read: it doesn't exist$/],
    ["a folder without a ledger", () => ["2025-11", newFolder()], /has no ledger/],
    [
      "a price that isn't a number",
      () => ["2025-11", folder, "--price", "p95=cheap/Mbit/s"],
      /^--price: "cheap" isn't a number/,
    ],
    ["a negative price", () => ["2025-11", folder, "--price", "p95=-1/Mbit/s"], /^--price: "-1" isn't a number/],
    [
      "a price without a mode",
      () => ["2025-11", folder, "--price", "20/Mbit/s"],
      /^--price: "20\/Mbit\/s" isn't MODE=PRICE\/UNIT/,
    ],
    [
      "an unknown mode",
      () => ["2025-11", folder, "--price", "p96=1/Mbit/s"],
      /isn't one of traffic, peak, p95, average. Did you mean p95\?$/,
    ],
    [
      "a unit of another mode",
      () => ["2025-11", folder, "--price", "p95=1/GB"],
      /^--price: the unit of p95 is one of kbit\/s, /,
    ],
    [
      "an unknown area",
      () => ["2025-11", folder, "--price", "mars:p95=1/Mbit/s"],
      /^--price: "mars" isn't mainland or outside$/,
    ],
    [
      "two prices of a mode",
      () => ["2025-11", folder, ...P95, ...P95],
      /^--price: p95 has two prices in mainland_china$/,
    ],
    [
      "prices without a column",
      () => ["2025-11", folder, "--prices", written("p.csv", "mode,price\np95,1\n")],
      /: there is no column unit$/,
    ],
    [
      "a price in a file that isn't a number",
      () => ["2025-11", folder, ...prices(",p95,,Mbit/s,x")],
      /: "x" isn't a number/,
    ],
    [
      "tiers in another order",
      () => ["2025-11", folder, ...prices(",traffic,20,TB,1", ",traffic,10,TB,1")],
      /aren't in ascending order/,
    ],
    [
      "tiers without an end",
      () => ["2025-11", folder, ...prices(",traffic,20,TB,1")],
      /the last tier of traffic has an up_to/,
    ],
    [
      "tiers of a bandwidth",
      () => ["2025-11", folder, ...prices(",p95,20,Mbit/s,1")],
      /only traffic has tiers: how tiers of p95 apply isn't documented, so use the one price/,
    ],
    ["an invoice without a price", () => ["2025-11", folder, "--invoice", "1"], /^--invoice needs a --price$/],
    [
      "an invoice of two modes",
      () => ["2025-11", folder, ...P95, "--price", "traffic=1/GB", "--invoice", "1"],
      /^--invoice is of one mode/,
    ],
    [
      "an invoice that isn't a number",
      () => ["2025-11", folder, ...P95, "--invoice", "1,234"],
      /^--invoice: "1,234" isn't a number/,
    ],
    [
      "a domain listed twice",
      () => ["2025-11", folder, ...group("domain,customer\na.b,C\nA.B,D\n")],
      /^--group .*: a.b is listed twice$/,
    ],
    [
      "customers without a column",
      () => ["2025-11", folder, ...group("domain,name\na.b,C\n")],
      /needs the columns domain and customer$/,
    ],
  ];
  test.each(wrong)("%s", async (_, args, message) => {
    const { code, stdout, stderr } = await run(["bill", ...args()]);
    expect(stderr).toMatch(/^cdn-export: .*\n$/);
    expect(stderr.slice("cdn-export: ".length, -1)).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  });

  test("a folder without the month says how to export it", async () => {
    const { code, stderr } = await run(["bill", "2025-10", folder]);
    expect(code).toBe(7);
    expect(stderr).toContain(
      `${folder} has no basic data of 2025-10: export it with cdn-export sync reports_detail all`,
    );
  });
});
