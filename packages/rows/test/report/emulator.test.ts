// Reports on whole exports of the emulator: from the create call to the bill.
import { DEMO_CREDENTIALS, manualClock, startEmulator } from "@cdn-export/emulator";
import { createSignedFetch } from "@cdn-export/signer";
import { expect, it } from "vitest";
import { rows } from "../../src/index.ts";
import {
  bill,
  breakdown,
  collectPoints,
  collectTopLists,
  gaps,
  mergePoints,
  type Points,
  type ReportQuery,
  summary,
  sumTopLists,
  top,
} from "../../src/report/index.ts";
import { at } from "./points.ts";

const WEEK = { from: at("2026-10-01"), to: at("2026-10-08") };
const UNTIL = { until: "2026-10-08" };
const DOMAINS = ["www.example.com", "img.example.com"];

async function fileOf(query: ReportQuery): Promise<Blob> {
  const clock = manualClock(at("2026-11-20"));
  const cloud = await startEmulator({ port: false, clock, format: "csv", runMs: 0 });
  const signed = createSignedFetch(DEMO_CREDENTIALS, { fetch: cloud.fetch, now: () => clock.now() });
  const url = `${cloud.url}/v1/cdn/statistics/export-tasks`;
  const body = {
    action: query.action,
    domain_name: query.domains === "all" ? "all" : query.domains.join(","),
    start_time: query.from,
    end_time: query.to,
    interval: query.interval,
    group_by: query.groupBy,
    service_area: query.serviceArea,
    language: query.language,
  };
  const headers = { "content-type": "application/json" };
  await signed(url, { method: "POST", headers, body: JSON.stringify(body) });
  cloud.advance(3_600_000);
  const { data } = (await (await signed(url)).json()) as { data: { download_link: string }[] };
  return (await cloud.fetch(String(data[0]?.download_link))).blob();
}

async function pointsOf(query: Partial<ReportQuery>): Promise<Points> {
  const whole: ReportQuery = { action: "reports_detail", domains: DOMAINS, interval: 300, ...WEEK, ...query };
  const part = collectPoints(whole);
  for await (const row of rows(await fileOf(whole))) part.add(row);
  return part.finish();
}

it("a week has the same figures by domain, as a sum, by carrier, and in both languages", async () => {
  const [grouped, chinese, sum, carriers] = await Promise.all([
    pointsOf({ groupBy: "domain", language: "en" }),
    pointsOf({ groupBy: "domain", language: "zh" }),
    pointsOf({}),
    pointsOf({ groupBy: "domain", action: "isp_detail", language: "en" }),
  ]);
  expect(chinese.days).toEqual(grouped.days);
  const { totals, peaks, hitRatio, points } = summary(grouped);
  expect(points).toEqual({ present: 2 * 7 * 288, zero: 0, missing: 0 });
  expect(gaps(grouped)).toEqual([]);
  expect(summary(sum)).toMatchObject({ totals, peaks, hitRatio });
  expect(summary(carriers).totals.traffic).toEqual(totals.traffic);
  expect(breakdown(carriers, "carrier").map(({ key }) => key)).toContain("China Telecom");
  expect(bill(grouped, "2026-10", UNTIL).areas.mainland_china.percentile95).toEqual(
    bill(sum, "2026-10", UNTIL).areas.mainland_china.percentile95,
  );
});

it("a week and one of its days are one week, and the two areas are billed apart", async () => {
  const query = { groupBy: "domain", serviceArea: "outside_mainland_china" } as const;
  const [week, day, mainland] = await Promise.all([
    pointsOf(query),
    pointsOf({ ...query, from: at("2026-10-05"), to: at("2026-10-06") }),
    pointsOf({ groupBy: "domain" }),
  ]);
  const all = mergePoints([week, day, mainland]);
  expect(all.repeated).toBe(2 * 288);
  const { areas } = bill(all, "2026-10", UNTIL);
  expect(areas.outside_mainland_china).toEqual(bill(week, "2026-10", UNTIL).areas.outside_mainland_china);
  expect(areas.mainland_china).toEqual(bill(mainland, "2026-10", UNTIL).areas.mainland_china);
});

it("top URLs have shares of themselves", async () => {
  const query: ReportQuery = {
    action: "top_url_detail",
    domains: DOMAINS,
    from: at("2026-10-01"),
    to: at("2026-10-02"),
  };
  const part = collectTopLists(query);
  for await (const row of rows(await fileOf(query))) part.add(row);
  const { items, rest, total } = top(sumTopLists(part.finish()), 10);
  expect(items).toHaveLength(10);
  expect(items.reduce((sum, { value }) => sum + value, rest.value)).toBe(total);
});
