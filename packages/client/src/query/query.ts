import type {
  Action,
  Country,
  CountryExport,
  ExportTaskRequest,
  GroupBy,
  Interval,
  Isp,
  Language,
  Province,
  ProvinceExport,
  Refused,
  RegionalAction,
  ServiceArea,
  StatType,
  WorldwideExport,
} from "@cdn-export/api";
import { InvalidQueryError } from "../errors/base.ts";
import { show } from "./calendar.ts";
import { type Instant, toMs } from "./instant.ts";

/**
 * Describes one export: which statistic (`action`), of which domains, and the period. `countries` and `provinces`
 * decide which of the three forms it has: worldwide, some countries, or some provinces of China.
 *
 * @example
 * const query: ExportQuery = { action: "reports_detail", domains: "all", ...month("2026-10"), interval: 3600 };
 */
// The simplest one comes last: when every one fits the action, the compiler reports what is wrong with the last.
export type ExportQuery = ProvinceQuery | CountryQuery | WorldwideQuery;

/** The properties that every query has. Each one is a field of the service's create call; the spec names its source. */
export interface BaseQuery {
  /** Domain names, or `"all"` for every domain of the account. */
  domains: readonly string[] | "all";
  /** The start of the period, inclusive. */
  from: Instant;
  /** The end of the period, exclusive. */
  to: Instant;
  /** Seconds between data points: 300 or 3600. Periods of more than 90 days require 3600. */
  interval?: Interval;
  /** `"domain"` writes rows for each domain. @default the domains are summed */
  groupBy?: GroupBy;
  /** Where the traffic was served. @default the service uses `mainland_china` */
  serviceArea?: ServiceArea;
  /** `flux` (traffic) or `req_num` (the number of requests). */
  statType?: StatType;
  /**
   * Codes of carriers, or `"all"`. Known codes: `dianxin` (China Telecom), `yidong` (China Mobile), `liantong` (China
   * Unicom), `tietong` (China Tietong), `jiaoyuwang` (CERNET), `pengboshi` (Dr. Peng), `qita` (Others).
   */
  isps?: readonly Isp[] | "all";
  /** The language of the file. @default the service uses `zh` */
  language?: Language;
}

/** A query without countries and provinces. Every action allows it. */
export interface WorldwideQuery extends BaseQuery {
  /**
   * The statistic to export: `reports_detail` (basic CDR data), `top_url_detail` (top URLs), `top_ua_detail` (top user
   * agents), `top_referer_detail` (top referers), `top_ip_detail` (top client IPs), `isp_detail` (carrier data),
   * `top_path_detail` (top paths), `uv` (unique visitors).
   */
  action: Action;
  // Before `countries`: the compiler reports the first property that doesn't fit.
  /** Only in a `ProvinceQuery`. */
  provinces?: Never<Refused.a_province_goes_with_country_cn_only>;
  /** Only in a `CountryQuery` or a `ProvinceQuery`. */
  countries?: Never<Refused.top_url_detail_and_isp_detail_take_no_country>;
}

/** A query for some countries: any action except carrier data (`isp_detail`) and top URLs (`top_url_detail`). */
export interface CountryQuery extends BaseQuery {
  /**
   * The statistic to export: `reports_detail` (basic CDR data), `top_ua_detail` (top user agents), `top_referer_detail`
   * (top referers), `top_ip_detail` (top client IPs), `top_path_detail` (top paths), `uv` (unique visitors).
   */
  action: RegionalAction;
  /**
   * Country codes, or `"all"`. Known codes: `cn` (China), `ae` (United Arab Emirates), `au` (Australia), `br` (Brazil),
   * `ca` (Canada), `ch` (Switzerland), `de` (Germany), `es` (Spain), `fr` (France), `gb` (United Kingdom), `id`
   * (Indonesia), `il` (Israel), `in` (India), `it` (Italy), `jp` (Japan), `kr` (South Korea), `mx` (Mexico), `my`
   * (Malaysia), `nl` (Netherlands), `no` (Norway), `ph` (Philippines), `qa` (Qatar), `sa` (Saudi Arabia), `se`
   * (Sweden), `sg` (Singapore), `th` (Thailand), `us` (United States), `vn` (Vietnam), `za` (South Africa), `nz` (New
   * Zealand), `tr` (Türkiye), `ie` (Ireland), `pk` (Pakistan), `ar` (Argentina), `eg` (Egypt), `qita` (Others).
   */
  countries: readonly Country[] | "all";
  /** Only in a `ProvinceQuery`, with `countries: ["cn"]`. */
  provinces?: Never<Refused.a_province_goes_with_country_cn_only>;
}

/**
 * A query for some provinces of China: any action except carrier data (`isp_detail`) and top URLs (`top_url_detail`).
 */
export interface ProvinceQuery extends BaseQuery {
  /**
   * The statistic to export: `reports_detail` (basic CDR data), `top_ua_detail` (top user agents), `top_referer_detail`
   * (top referers), `top_ip_detail` (top client IPs), `top_path_detail` (top paths), `uv` (unique visitors).
   */
  action: RegionalAction;
  /** China: only it has provinces. */
  countries: readonly ["cn"];
  /**
   * Province codes, or `"all"`. Known codes: `anhui`, `beijing`, `chongqing`, `fujian`, `gansu`, `guangdong`,
   * `guangxi`, `guizhou`, `hainan`, `hebei`, `heilongjiang`, `henan`, `hubei`, `hunan`, `jiangsu`, `jiangxi`, `jilin`,
   * `liaoning`, `neimenggu` (Inner Mongolia), `ningxia`, `qinghai`, `shaanxi`, `shandong`, `shanghai`, `shanxi`,
   * `sichuan`, `tianjin`, `xinjiang`, `xizang`, `yunnan`, `zhejiang`, `gangaotai` (Hong Kong, Macao and Taiwan
   * (China)), `qita` (Others).
   */
  provinces: readonly Province[] | "all";
}

/** A property that a query must not have. No value has this type: the compiler's message names the rule in it. */
// `Rule` alone is a literal type, and TypeScript also picks the query that it reports on by such a property. It would then
// report the action, if `countries` comes after a spread.
type Never<Rule> = Rule | Unsendable;

interface Unsendable {
  readonly [unsendable]: never;
}

declare const unsendable: unique symbol;

/**
 * The property of a query for each field of the wire, for messages and for programs that build queries from the spec.
 */
// It doesn't compile when the spec adds, removes or renames a field.
export const queryProperties: Readonly<Record<WireField, QueryProperty>> = {
  action: "action",
  domain_name: "domains",
  start_time: "from",
  end_time: "to",
  interval: "interval",
  group_by: "groupBy",
  service_area: "serviceArea",
  stat_type: "statType",
  country: "countries",
  province: "provinces",
  isp: "isps",
  language: "language",
};

type WireField = keyof WorldwideExport & keyof CountryExport & keyof ProvinceExport;
type QueryProperty = keyof WorldwideQuery & keyof CountryQuery & keyof ProvinceQuery;

/**
 * Converts a query to the body of the create call. `checkRequest` checks it against the spec later.
 *
 * @throws InvalidQueryError when a value can't be written to the wire.
 */
export function toWire(query: ExportQuery): ExportTaskRequest {
  if (typeof query !== "object" || query === null) throw new InvalidQueryError(["it must be an object"]);
  const given: Record<string, unknown> = { ...query };
  const problems: string[] = [];
  const wire: Record<string, unknown> = {};
  for (const [field, property] of Object.entries(queryProperties) as [WireField, QueryProperty][]) {
    const value = query[property as keyof ExportQuery] as unknown;
    delete given[property];
    if (value === undefined) continue;
    try {
      wire[field] = wireValue(property, value);
    } catch (error) {
      problems.push(`${property}: ${(error as Error).message}`);
    }
  }
  for (const property of ["action", "domains", "from", "to"]) {
    if ((query as unknown as Record<string, unknown>)[property] === undefined) problems.push(`${property} is missing`);
  }
  problems.push(
    ...Object.keys(given).map((name) => `${show(name)} is not a property of a query: ${suggestionFor(name)}`),
  );
  if (problems.length > 0) throw new InvalidQueryError(problems);
  return wire as ExportTaskRequest;
}

/** The property whose name or wire field starts with `name`; otherwise all properties. For messages. */
function suggestionFor(name: string): string {
  const bare = (name: string) => name.toLowerCase().replace(/_|s$/g, "");
  const found = Object.entries(queryProperties).find((names) =>
    names.some((known) => bare(known).startsWith(bare(name))),
  );
  return found ? `write ${found[1]}` : `there are ${Object.values(queryProperties).join(", ")}`;
}

function wireValue(property: QueryProperty, value: unknown): unknown {
  if (property === "from" || property === "to") return toMs(value as Instant);
  const names: unknown = typeof value === "string" ? value.split(",") : value;
  if (!LISTS.includes(property) || !Array.isArray(names)) return value;
  if (names.length === 0) throw new RangeError('an empty list selects nothing: name one, or use "all"');
  for (const name of names) {
    if (typeof name !== "string" || !/^[^,]+$/.test(name))
      throw new RangeError(`${show(name)} is not one name: write each name as a separate string`);
  }
  if (names.length > 1 && names.includes("all")) throw new RangeError('"all" can\'t be combined with names');
  return names.join(",");
}

/** The properties that are lists. On the wire they are separated by commas. */
export const LISTS: readonly string[] = ["domains", "countries", "provinces", "isps"];
