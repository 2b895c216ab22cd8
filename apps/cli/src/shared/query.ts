import { type ExportQuery, InvalidQueryError } from "@cdn-export/client";
import { queryProperties } from "@cdn-export/client/internal";
import type { PeriodOptions } from "../flags/period-flags.ts";
import { ACTIONS, FLAG_FIELDS, flagName } from "../flags/query-flags.ts";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import { translated } from "../terminal/translate.ts";
import { periodOf } from "./period.ts";

/** The parts of a query that appear in file names and in the progress line. */
export interface ExportScope {
  action: string;
  domains: readonly string[] | "all";
  from: Date;
  to: Date;
  /** The other fields of the request: their wire names and values. */
  filters: readonly (readonly [field: string, value: string])[];
}

export type QueryOptions = PeriodOptions & Readonly<Record<string, unknown>>;

/** The query that the arguments describe. The client checks whether the service accepts it. */
export function queryOf(action: string, domains: readonly string[], options: QueryOptions, now: number): ExportQuery {
  return { action, domains: domainsOf(domains), ...periodOf(options, now), ...fieldsOf(options) } as ExportQuery;
}

/** An argument that neither the command line nor the config file has. */
export function missingArgument(name: string, command: string): UsageError {
  return new UsageError(
    say(
      `missing required argument '${name}'. See cdn-export ${command} --help`,
      `缺少参数“${name}”。参见 cdn-export ${command} --help`,
    ),
  );
}

/** The parts of a request that appear in file names and in the progress line. */
export function scopeOf(request: object): ExportScope {
  const fields = request as Readonly<Record<string, unknown>>;
  const { action, domain_name: domains, start_time, end_time } = fields;
  return {
    action: String(action),
    domains: domains === "all" ? "all" : String(domains ?? "").split(","),
    from: new Date(Number(start_time)),
    to: new Date(Number(end_time)),
    filters: FLAG_FIELDS.filter((field) => fields[field] !== undefined).map((field) => [field, String(fields[field])]),
  };
}

/** The fields that were given as flags, by the client's names. */
export function fieldsOf(options: QueryOptions): Record<string, unknown> {
  const given = FLAG_FIELDS.map((field) => [propertyOf(field), options[optionKey(field)]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** The domains of an argument. @throws UsageError */
export function domainsOf(domains: readonly string[]): readonly string[] | "all" {
  const names = domains.flatMap((text) => text.split(",")).filter((name) => name !== "");
  const action = names.find((name) => ACTIONS.includes(name));
  if (action !== undefined)
    throw new UsageError(
      say(
        `${action} is an action, not a domain: an export has one action`,
        `${action} 是统计类型，不是域名：一次导出只有一种统计类型`,
      ),
    );
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new UsageError(
      say(`the domain ${JSON.stringify(twice)} is given twice`, `域名 ${JSON.stringify(twice)} 写了两次`),
    );
  if (!names.includes("all")) return names;
  if (names.length > 1)
    throw new UsageError(
      say(
        "all means every domain of the account: leave the other domains out",
        "all 表示账号下的所有域名：请去掉其他域名",
      ),
    );
  return "all";
}

/** The client's error about a query, with flags instead of properties. Returns other errors unchanged. */
export function toUsageError(error: unknown): unknown {
  if (!(error instanceof InvalidQueryError)) return error;
  const problems = error.problems.map((problem) => withFlagNames(translated(problem))).join(say("; ", "；"));
  return new UsageError(say(problems, `查询无效：${problems}`), { cause: error });
}

/** Replaces properties with flags, and JSON lists with comma-separated ones. Doesn't touch quoted text: the user wrote it. */
export function withFlagNames(message: string): string {
  return message.replace(LIST_OR_TEXT_OR_WORD, (part) =>
    part.startsWith("[") ? JSON.stringify((JSON.parse(part) as string[]).join(",")) : (FLAG_OF.get(part) ?? part),
  );
}

const LIST_OR_TEXT_OR_WORD = /\["(?:[^"\\]|\\.)*"(?:,"(?:[^"\\]|\\.)*")*\]|"(?:[^"\\]|\\.)*"?|\b[a-z]+[A-Z]?[a-z]*\b/g;

const FLAG_OF: ReadonlyMap<string, string> = new Map([
  ...FLAG_FIELDS.map((field) => [propertyOf(field), flagName(field)] as const),
  ["country", "--country"],
]);

function propertyOf(field: string): string {
  return (queryProperties as Readonly<Record<string, string>>)[field] ?? field;
}

/** The parser's name for a flag: `groupBy` for `--group-by`. */
function optionKey(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
