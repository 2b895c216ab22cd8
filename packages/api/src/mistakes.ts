// Finds likely mistakes that the schema and the rules accept: a URL as a domain, a time in seconds, an unknown code.
// Also suggests the right value. It's separate from the rules because few requests need it, and the tables of codes are
// large. The messages for schema errors are here for the same reason.
import type { Finding } from "../../../spec/rules.ts";
import {
  ACTION_NAMES,
  countries,
  INTERVAL_NAMES,
  isps,
  LANGUAGE_NAMES,
  type NamedCode,
  provinces,
  SERVICE_AREA_NAMES,
  STAT_TYPE_NAMES,
} from "../generated/values.ts";
import type { Issue } from "./messages.ts";
import { nearest } from "./nearest.ts";

export { type Issue, issuesOf, type Wording } from "./messages.ts";
export type { SchemaError } from "./schema/validate-schema.ts";

/** The fields of a create request that `findMistakes` reads. */
export interface MistakableFields {
  /** Domain names, separated by commas, or `all`. */
  domain_name?: string;
  /** Start of the period in milliseconds since 1970. */
  start_time?: number;
  /** End of the period in milliseconds since 1970. */
  end_time?: number;
  /** Country codes, separated by commas, or `all`. */
  country?: string;
  /** Province codes, separated by commas, or `all`. */
  province?: string;
  /** Carrier codes, separated by commas, or `all`. */
  isp?: string;
}

/** Finds likely mistakes in a create request. Returns at most ten, errors first. */
export function findMistakes(request: MistakableFields): Finding[] {
  const { domain_name, start_time, end_time } = request;
  return [
    ...entries(domain_name).flatMap(notDomain),
    ...inSeconds("start_time", start_time),
    ...inSeconds("end_time", end_time),
    ...entries(domain_name).flatMap(oddSpelling),
    ...CODE_FIELDS.flatMap((field) => unknownCodes(field, request[field])),
  ]
    .sort((a, b) => a.severity.localeCompare(b.severity))
    .slice(0, MAX_FINDINGS);
}

/** Adds a suggestion to the message of an issue of a create request, if there is a likely one. */
export function withSuggestion(issue: Issue): Issue {
  return { ...issue, message: issue.message + suggestionFor(issue) };
}

function suggestionFor({ keyword, pointer, value }: Issue): string {
  if (keyword === "required" && pointer === "/country") return '; only "cn" has provinces';
  if (keyword === "type" && pointer !== "" && typeof value === "string" && /^\d{1,15}$/.test(value))
    return `; write ${value} without quotes`;
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  return question(nearest(text, (NAMED[pointer] ?? []).map(namesOf)).map(unquotedNumber));
}

/** The values of each field with their names, because people may write a name: `traffic` is `flux`. */
const NAMED: Readonly<Record<string, readonly NamedCode[]>> = {
  "/action": ACTION_NAMES,
  "/interval": INTERVAL_NAMES,
  "/language": LANGUAGE_NAMES,
  "/service_area": SERVICE_AREA_NAMES,
  "/stat_type": STAT_TYPE_NAMES,
};

function unquotedNumber(code: string): string {
  return /^\d+$/.test(code) ? code : show(code);
}

function namesOf({ code, en, zh }: NamedCode): string[] {
  return [code, en, zh];
}

const MAX_FINDINGS = 10;

/** The distinct entries of a list on the wire; none for `all`. */
function entries(list: unknown): string[] {
  return typeof list !== "string" || list === "all" ? [] : [...new Set(list.split(","))];
}

function notDomain(name: string): Finding[] {
  const isAll = /^all$/i.test(name.trim());
  if (!isAll && !/[\s/:?#@\\]/.test(name)) return [];
  const host = isAll ? "all" : hostOf(name);
  // A password stays out of messages.
  const value = name.replace(/(^|\/\/)[^/]*:[^/]*@/, "$1...@");
  return [
    {
      rule: "domain-names",
      severity: "error",
      field: "domain_name",
      value,
      message: `${show(value)} is not a domain name${host && `: write ${show(host)}`}`,
      evidence: "inferred (CDN.0201 is documented for a wrong name; no name has such characters)",
    },
  ];
}

/** The host of a URL or of a text that looks like one. Empty if there is none. */
function hostOf(text: string): string {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^(?:[\w+.-]*:)?[/\\]+/, "")
    .replace(/[/?#\\].*$/s, "")
    .replace(/^.*@/s, "")
    .replace(/:.*$/s, "");
  return /\s/.test(host) ? "" : host;
}

/** The years 2000 to 2100 in seconds. As milliseconds, these are in January and February 1970, before CDNs existed. */
const [FIRST_SECOND, LAST_SECOND] = [946_684_800, 4_102_444_800];

function inSeconds(field: "start_time" | "end_time", value: unknown): Finding[] {
  if (typeof value !== "number" || !(value >= FIRST_SECOND && value <= LAST_SECOND)) return [];
  return [
    {
      rule: "milliseconds",
      severity: "error",
      field,
      value,
      message: `${value} is a time in seconds: write it in milliseconds, ${value * 1000}`,
      evidence: "documented (CreateExportTask, 2026-09-28, milliseconds); inferred (that 1970 is a mistake)",
    },
  ];
}

function oddSpelling(value: string): Finding[] {
  if (notDomain(value).length > 0) return [];
  const plain = value.toLowerCase().replace(/\.$/, "");
  if (plain === value && value.includes(".")) return [];
  return [
    {
      rule: "domain-spelling",
      severity: "warning",
      field: "domain_name",
      value,
      message:
        plain === value
          ? `${show(value)} has no dot: is it a domain name?`
          : `${show(value)} may not match any domain of the account: write ${show(plain)}`,
      evidence: "unknown (whether the service compares names exactly)",
    },
  ];
}

type CodeField = "country" | "province" | "isp";

const CODE_FIELDS: readonly CodeField[] = ["country", "province", "isp"];

interface CodeList {
  kind: string;
  codes: readonly NamedCode[];
  evidence: string;
}

const LISTS: Readonly<Record<CodeField, CodeList>> = {
  country: { kind: "country", codes: countries, evidence: "documented (cdn_02_0089, no date), as a partial list" },
  province: { kind: "province", codes: provinces, evidence: "documented (cdn_02_0074, no date)" },
  isp: { kind: "carrier", codes: isps, evidence: "documented (cdn_02_0075, 2025-04-25)" },
};

/** Longer lists are not printed in full. */
const MAX_NAMED = 8;

function unknownCodes(field: CodeField, list: unknown): Finding[] {
  const known = new Set(LISTS[field].codes.map(({ code }) => code));
  const unknown = entries(list).filter((code) => !known.has(code));
  return unknown.slice(0, MAX_FINDINGS).map((code) => unknownCode(field, code));
}

/** A warning, because the lists may be incomplete. An error if the value contains a space, which no code does. */
function unknownCode(field: CodeField, value: string): Finding {
  const { codes, evidence, kind } = LISTS[field];
  const isName = /\s/.test(value);
  return {
    rule: "known-codes",
    severity: isName ? "error" : "warning",
    field,
    value,
    message: `${show(value)} is not a ${isName ? "" : "known "}${kind} code${isName ? "" : " and is sent unchanged"}${meant(value, kind, codes)}`,
    evidence,
  };
}

function meant(value: string, kind: string, codes: readonly NamedCode[]): string {
  const found = nearest(value, codes.map(namesOf));
  const named = codes.filter(({ code }) => found.includes(code)).map(withName);
  if (named.length > 0) return question(named);
  return codes.length > MAX_NAMED
    ? `; ${kind} codes are lower-case, such as ${codes.slice(0, 2).map(withName).join(" and ")}`
    : `; known are ${codes.map(withName).join(", ")}`;
}

/** `"cn" (China)`, but `"beijing"` alone. */
function withName({ code, en }: NamedCode): string {
  return en.toLowerCase() === code ? show(code) : `${show(code)} (${en})`;
}

function question(found: readonly string[]): string {
  return found.length === 0 ? "" : `; did you mean ${found.join(" or ")}?`;
}

const MAX_SHOWN = 60;

/** Not the one in `show.ts`: sharing it would split the validator into two files. */
function show(value: unknown): string {
  return JSON.stringify(
    typeof value === "string" && value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}...` : value,
  );
}
