import { type ExportQuery, InvalidQueryError } from "@cdn-export/client";
import { queryProperties } from "@cdn-export/client/internal";
import type { PeriodOptions } from "../flags/period-flags.ts";
import { ACTIONS, FLAG_FIELDS, flagName, oddValues } from "../flags/query-flags.ts";
import { UsageError } from "../terminal/failure.ts";
import type { Session } from "../terminal/session.ts";
import type { Asked } from "./asked.ts";
import { periodOf } from "./period.ts";

export type QueryOptions = PeriodOptions & Readonly<Record<string, unknown>>;

/** What the arguments ask for. Whether the service may be asked for it, the client says. */
export function queryOf(
  action: string,
  domains: readonly string[],
  options: QueryOptions,
  now: number,
  session: Session,
): ExportQuery & Asked {
  for (const odd of oddValues(options, optionKey)) session.note(odd);
  return { action, domains: domainsOf(domains), ...periodOf(options, now), ...fieldsOf(options) } as ExportQuery &
    Asked;
}

/** The fields that are flags, under the client's names for them. */
function fieldsOf(options: QueryOptions): Record<string, unknown> {
  const given = FLAG_FIELDS.map((field) => [propertyOf(field), options[optionKey(field)]] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function domainsOf(domains: readonly string[]): readonly string[] | "all" {
  const names = domains.flatMap((text) => text.split(",")).filter((name) => name !== "");
  const action = names.find((name) => ACTIONS.includes(name));
  if (action !== undefined) throw new UsageError(`${action} is an action, not a domain: one export has one action`);
  const url = names.find((name) => /[/:]/.test(name));
  if (url !== undefined) {
    const domain = url.replace(/^\w*:?\/\//, "").replace(/[/:].*$/, "");
    throw new UsageError(`${url} is no domain name${domain === "" ? "" : `: write ${domain}`}`);
  }
  const shouted = names.find((name) => name !== "all" && name.toLowerCase() === "all");
  if (shouted !== undefined) throw new UsageError(`${shouted} is no domain name: write all`);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined) throw new UsageError(`${JSON.stringify(twice)} stands twice in domains`);
  if (!names.includes("all")) return names;
  if (names.length > 1) throw new UsageError("all stands alone: it means every domain of the account");
  return "all";
}

/** The client's complaints about a query, in the words of this program. Other errors stay what they are. */
export function inFlagWords(error: unknown): unknown {
  if (!(error instanceof InvalidQueryError)) return error;
  const words = (problem: string) =>
    problem.replace(/\["(\w+)"\]/g, "$1").replace(/\b[a-z]+[A-Z]?[a-z]*\b/g, (word) => FLAG_OF[word] ?? word);
  return new UsageError(error.problems.map(words).join("; "), { cause: error });
}

const FLAG_OF: Readonly<Record<string, string>> = {
  ...Object.fromEntries(FLAG_FIELDS.map((field) => [propertyOf(field), flagName(field)])),
  from: "--from",
  to: "--to",
  country: "--country",
};

function propertyOf(field: string): string {
  return (queryProperties as Readonly<Record<string, string>>)[field] ?? field;
}

/** As the parser names them: `--group-by` is `groupBy`. */
function optionKey(field: string): string {
  return field.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
