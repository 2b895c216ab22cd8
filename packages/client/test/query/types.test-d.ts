// Compiled, never run: legal queries compile, each illegal one fails on its own line.
import type { Action } from "@cdn-export/api";
import { createExportClient, day, type ExportQuery } from "../../src/index.ts";

declare const action: Action;
declare const name: string;
const base = { domains: ["www.example.com"], ...day("2026-11-01") };
const cdn = createExportClient({ credentials: { ak: "FAKEAK", sk: "not-a-secret" } });

export const legal: ExportQuery[] = [
  { action, ...base },
  { action: "uv", domains: "all", from: 0, to: new Date() },
  { action: "top_url_detail", ...base, statType: "req_num", language: "en" },
  { action: "uv", ...base, countries: ["cn", "de", name] },
  { action: "uv", ...base, countries: "all" },
  { action: "uv", ...base, countries: ["cn"], provinces: ["beijing"] },
  { action: "reports_detail", ...base, interval: 300, groupBy: "domain", serviceArea: "global", isps: ["dianxin"] },
];

export const illegal: ExportQuery[] = [
  // @ts-expect-error top URLs take no country
  { action: "top_url_detail", ...base, countries: ["cn"] },
  // @ts-expect-error carrier data take no country
  { action: "isp_detail", ...base, countries: ["cn"] },
  // @ts-expect-error an action that may be top URLs takes no country
  { action, ...base, countries: ["cn"] },
  // @ts-expect-error provinces need countries
  { action: "uv", ...base, provinces: ["beijing"] },
  // @ts-expect-error provinces belong to cn
  { action: "uv", ...base, countries: ["us"], provinces: ["beijing"] },
  // @ts-expect-error no such interval
  { action: "uv", ...base, interval: 60 },
  // @ts-expect-error a list, not a text
  { action: "uv", ...base, domains: "www.example.com" },
  // @ts-expect-error no such property
  { action: "uv", ...base, domain: "www.example.com" },
  // @ts-expect-error no end
  { action: "uv", domains: "all", from: 0 },
  // @ts-expect-error no action
  { ...base },
];

const job = cdn.start({ action: "uv", ...base });
// @ts-expect-error a job is no promise
job.then;
// @ts-expect-error no key: nothing can be signed
createExportClient({});
// @ts-expect-error no such path
cdn.api.GET("/v1/cdn/statistics/export-task");
