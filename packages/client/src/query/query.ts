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

/** What to export. Which of the three it is follows from `countries` and `provinces`. */
// The plainest one stands last: TypeScript 5 tells of the last one when a property is missing.
export type ExportQuery = ProvinceQuery | CountryQuery | WorldwideQuery;

/** What every query has. Source of each field: the spec, which says what is documented. */
export interface BaseQuery {
  /** Domain names, or `"all"` for every domain of the account. */
  domains: readonly string[] | "all";
  /** Start of the period, inclusive. */
  from: Instant;
  /** End of the period, exclusive. */
  to: Instant;
  /** Seconds between points. More than 90 days take 3600 only. */
  interval?: Interval;
  /** `"domain"`: rows for each domain. Left out, domains are summed. */
  groupBy?: GroupBy;
  /** Where the traffic was served; the service takes `mainland_china` when it is left out. */
  serviceArea?: ServiceArea;
  /** `flux` (traffic) or `req_num` (requests). */
  statType?: StatType;
  /** Carriers. */
  isps?: readonly Isp[] | "all";
  /** Language of the file; the service takes `zh` when it is left out. */
  language?: Language;
}

/** A query that names no country and no province: any action. */
export interface WorldwideQuery extends BaseQuery {
  action: Action;
  countries?: Refused.top_url_detail_and_isp_detail_take_no_country;
  provinces?: Refused.a_province_goes_with_country_cn_only;
}

/** A query for some countries: any action but carrier data and top URLs. */
export interface CountryQuery extends BaseQuery {
  action: RegionalAction;
  /** Country codes, or `"all"`. */
  countries: readonly Country[] | "all";
  provinces?: Refused.a_province_goes_with_country_cn_only;
}

/** A query for some provinces of China: any action but carrier data and top URLs. */
export interface ProvinceQuery extends BaseQuery {
  action: RegionalAction;
  countries: readonly ["cn"];
  /** Province codes, or `"all"`. */
  provinces: readonly Province[] | "all";
}

/** Wire field -> property of a query, for messages and for programs that build queries from the spec's fields. */
// It does not compile when the spec gains, loses or renames a field.
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
 * The wire body of a query. What the spec says about it is checked later, in one place.
 *
 * @throws InvalidQueryError for what cannot be written on the wire.
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
  problems.push(...Object.keys(given).map((name) => `${show(name)} is not a property of a query: ${meant(name)}`));
  if (problems.length > 0) throw new InvalidQueryError(problems);
  return wire as ExportTaskRequest;
}

/** The property whose name, or whose wire field, starts with `name`; otherwise all properties. */
function meant(name: string): string {
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
      throw new RangeError(`${show(name)} is not one name: write each as a string of its own`);
  }
  if (names.length > 1 && names.includes("all")) throw new RangeError('"all" goes alone');
  return names.join(",");
}

/** The properties that are lists, which the wire separates by commas. */
export const LISTS: readonly string[] = ["domains", "countries", "provinces", "isps"];
