import type { Action } from "@cdn-export/api";
import type { Table } from "../formats/table.ts";
import type { ScenarioEvent } from "../statistics/scenario.ts";
import { profileOf } from "../statistics/traffic.ts";
import type { ExportQuery } from "./export-query.ts";
import type { Scope } from "./scope.ts";
import { topTable } from "./top-table.ts";
import { trafficTable } from "./traffic-table.ts";
import { visitorsTable } from "./visitors-table.ts";

interface TableOptions {
  seed: number;
  topRows: number;
  scenario?: readonly ScenarioEvent[];
}

/** The table of a query. The same query, seed, scenario and number of rows always return the same table. */
export function exportTable(query: ExportQuery, { seed, topRows, scenario }: TableOptions): Table {
  const profiles = query.domains.map((domain) => profileOf(domain, seed, scenario));
  const groups = query.byDomain
    ? profiles.map((profile) => ({ name: profile.domain, profiles: [profile] }))
    : [{ name: "", profiles }];
  return TABLES[query.action]({ query, groups, topRows });
}

/** The compiler rejects an action without a table. */
const TABLES = {
  reports_detail: trafficTable,
  isp_detail: trafficTable,
  uv: visitorsTable,
  top_url_detail: (scope) => topTable("url", scope),
  top_path_detail: (scope) => topTable("path", scope),
  top_ua_detail: (scope) => topTable("ua", scope),
  top_referer_detail: (scope) => topTable("referer", scope),
  top_ip_detail: (scope) => topTable("ip", scope),
} satisfies Record<Action, (scope: Scope) => Table>;
