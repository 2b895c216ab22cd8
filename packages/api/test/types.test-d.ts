// Compiled, but never run. Valid requests compile, invalid ones each fail on their line.
import type { ExportPeriod } from "../../../spec/rules.ts";
import type {
  Action,
  Country,
  ExportTask,
  ExportTaskRequest,
  operations,
  Refused,
  RegionalAction,
} from "../generated/types.ts";

declare const action: Action;
declare const regional: RegionalAction;
declare const text: string;
const withCountry = { action: "top_url_detail", country: "cn" } as const;
const withUnknownField = { action: "uv", country: "cn", province: 5 } as const;

export const legal: ExportTaskRequest[] = [
  {},
  { action },
  { action, domain_name: "all", start_time: 0, end_time: 1, interval: 300, group_by: "domain" },
  { action, service_area: "global", stat_type: "flux", isp: "dianxin", language: "en" },
  { action: regional, country: "cn" },
  { action: regional, country: "cn", province: "beijing" },
  { country: "de,fr" },
  { country: text },
  { country: "cn", province: text },
  { country: "all" },
  { isp: "all" },
  // Types can't compare values: `checkRules` reports these two.
  { start_time: 2, end_time: 1 },
  { start_time: 0, end_time: 100 * 86_400_000, interval: 300 },
];

export const illegal: ExportTaskRequest[] = [
  // @ts-expect-error top URLs don't take a country
  { action: "top_url_detail", country: "cn" },
  // @ts-expect-error carrier data doesn't take a country
  { action: "isp_detail", country: "cn" },
  // @ts-expect-error also not in a variable
  withCountry,
  // @ts-expect-error top URLs don't take a province
  { action: "top_url_detail", country: "cn", province: "beijing" },
  // @ts-expect-error carrier data doesn't take a province
  { action: "isp_detail", country: "cn", province: "beijing" },
  // @ts-expect-error an action that may be top URLs doesn't take a country
  { action, country: "cn" },
  // @ts-expect-error a province needs a country
  { province: "beijing" },
  // @ts-expect-error only cn has provinces
  { country: "us", province: "beijing" },
  // @ts-expect-error a list of countries isn't cn
  { country: "cn,us", province: "beijing" },
  // @ts-expect-error an unknown country may not be cn
  { country: text, province: "beijing" },
  // @ts-expect-error unknown action
  { action: "top_country_detail" },
  // @ts-expect-error unknown interval
  { interval: 86400 },
  // @ts-expect-error a number, not a string
  { interval: "300" },
  // @ts-expect-error domain is the only group
  { group_by: "country" },
  // @ts-expect-error unknown area
  { service_area: "europe" },
  // @ts-expect-error unknown statistic
  { stat_type: "bw" },
  // @ts-expect-error unknown language
  { language: "fr" },
  // @ts-expect-error milliseconds, not a date
  { start_time: new Date() },
  // @ts-expect-error separated by commas, not an array
  { domain_name: ["a.example.com"] },
  // @ts-expect-error a parameter of the list call
  { task_id: "x" },
  // @ts-expect-error a province is a string
  withUnknownField,
];

declare const refused: Refused.a_province_goes_with_country_cn_only;
declare const request: ExportTaskRequest;
// Code that reads a request sees strings.
export const country: string | undefined = request.country;
export const province: string | undefined = request.province;
export const illegalTexts: (typeof refused)[] = [
  // @ts-expect-error not even the text of the rule is a value
  "a province goes with country cn only",
  // @ts-expect-error other strings aren't either
  text,
];

// Editors complete known values, because the literals are still part of the type. Any string is accepted.
type Literals<T> = T extends string ? (string extends T ? never : T) : never;
type Has<T, U extends T> = U;
export type KnownCountries = Has<Literals<Country>, "cn" | "de" | "us" | "all">;
export type KnownStatus = Has<Literals<Exclude<ExportTask["status"], undefined>>, "success" | "fail">;
// @ts-expect-error "zz" is unknown, although it can be sent
export type UnknownCountry = Has<Literals<Country>, "zz">;

type Query = NonNullable<operations["listExportTasks"]["parameters"]["query"]>;
export const queries: Query[] = [{}, { limit: 10, offset: 0, task_id: "x", task_name: "y" }];
export const wrongQueries: Query[] = [
  // @ts-expect-error unknown parameter
  { page: 1 },
  // @ts-expect-error a number
  { limit: "10" },
];

// All fields of a response are optional, and a name may be a number.
export const task: ExportTask = { task_name: 149751000000 };
// @ts-expect-error may be missing
export const id: string = task.task_id;

// The fields that the rules read are fields of the request, with the same types.
type Request = Required<Pick<ExportTaskRequest, keyof ExportPeriod>>;
export type RulesReadTheRequest = Request extends Required<ExportPeriod> ? true : never;
export const rulesReadTheRequest: RulesReadTheRequest = true;
