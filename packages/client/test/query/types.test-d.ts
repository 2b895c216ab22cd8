// Compiled, never run: valid queries compile, and each invalid one fails on its own line.
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
  // @ts-expect-error top URLs don't allow countries
  { action: "top_url_detail", ...base, countries: ["cn"] },
  // @ts-expect-error carrier data doesn't allow countries
  { action: "isp_detail", ...base, countries: ["cn"] },
  // @ts-expect-error an action that may be top URLs doesn't allow countries
  { action, ...base, countries: ["cn"] },
  // @ts-expect-error provinces need countries
  { action: "uv", ...base, provinces: ["beijing"] },
  // @ts-expect-error provinces need the country cn
  { action: "uv", ...base, countries: ["us"], provinces: ["beijing"] },
  // @ts-expect-error this interval doesn't exist
  { action: "uv", ...base, interval: 60 },
  // @ts-expect-error domains must be a list, not a string
  { action: "uv", ...base, domains: "www.example.com" },
  // @ts-expect-error this property doesn't exist
  { action: "uv", ...base, domain: "www.example.com" },
  // @ts-expect-error `to` is missing
  { action: "uv", domains: "all", from: 0 },
  // @ts-expect-error `action` is missing
  { ...base },
];

const job = cdn.start({ action: "uv", ...base });
// @ts-expect-error a job isn't a promise
job.then;
// @ts-expect-error credentials are missing
createExportClient({});
// @ts-expect-error this path doesn't exist
cdn.api.GET("/v1/cdn/statistics/export-task");
