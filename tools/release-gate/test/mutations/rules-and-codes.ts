import { codes, type Mutation, rules } from "../mutation.ts";

const NEW_RULE = (severity: string) =>
  rules(
    "export const rules: readonly Rule[] = [",
    `export const rules: readonly Rule[] = [
  {
    rule: "starts-on-monday",
    says: "A period begins on a Monday.",
    severity: "${severity}",
    field: "start_time",
    evidence: "unknown",
    check: ({ start_time = 0 }) => (new Date(start_time).getUTCDay() === 1 ? undefined : "begin on a Monday"),
  },`,
  );

export const ofRules: Mutation[] = [
  {
    name: "an error begins earlier",
    edits: [rules("span(period) > 90 * DAY_MS", "span(period) > 60 * DAY_MS")],
    forth: "major",
    back: "minor",
  },
  {
    name: "an error begins a millisecond earlier",
    edits: [rules("span(period) > 90 * DAY_MS", "span(period) >= 90 * DAY_MS")],
    forth: "major",
    back: "minor",
  },
  {
    name: "an error lets one case pass",
    edits: [rules("start_time >= end_time", "start_time > end_time")],
    forth: "minor",
    back: "major",
  },
  { name: "a warning begins earlier", edits: [rules("> 31 * DAY_MS", "> 30 * DAY_MS")], forth: "minor", back: "minor" },
  {
    name: "a warning becomes an error",
    edits: [rules(/(rule: "both-ends",[^}]*?severity: )"warning"/g, '$1"error"')],
    forth: "major",
    back: "minor",
    says: "rules: both-ends is an error now: major",
  },
  {
    name: "an error is new",
    edits: [NEW_RULE("error")],
    forth: "major",
    back: "minor",
    says: "rules: starts-on-monday is new, an error: major",
  },
  { name: "a warning is new", edits: [NEW_RULE("warning")], forth: "minor", back: "minor" },
  {
    name: "data are complete earlier",
    edits: [rules("DAY_MS + 12 * HOUR_MS", "DAY_MS + 10 * HOUR_MS")],
    forth: "minor",
    back: "minor",
  },
  {
    name: "a message is reworded",
    edits: [rules("the period must begin before it ends", "a period begins before it ends")],
    forth: "patch",
    back: "patch",
  },
  {
    name: "the evidence changes",
    edits: [rules(/(rule: "aligned",[^}]*?evidence: )"[^"]*"/g, '$1"unknown"')],
    forth: "patch",
    back: "patch",
  },
  {
    name: "internal names change",
    edits: [rules("TOP_LIST", "TOP"), rules("function span(", "function span (")],
    forth: "none",
    back: "none",
  },
  {
    name: "a function is no longer exported",
    edits: [rules("export function settledAt", "function settledAt")],
    forth: "major",
    back: "minor",
  },
  {
    name: "rules read a new field, which findings may name",
    edits: [rules("  interval?: number;\n", "  interval?: number;\n  group_by?: string;\n")],
    forth: "major",
    back: "major",
  },
];

export const ofCodes: Mutation[] = [
  {
    name: "a carrier is new",
    edits: [
      codes(({ isps }) => isps?.push({ code: "guangdian", en: "China Broadnet", zh: "中国广电", evidence: "unknown" })),
    ],
    forth: "minor",
    back: "major",
    says: "codes/isps: gained code guangdian: minor",
  },
  {
    name: "a country has another name",
    edits: [codes(({ countries }) => Object.assign(countries?.[0] ?? {}, { en: "PR China" }))],
    forth: "patch",
    back: "patch",
  },
  {
    name: "the rows have another order",
    edits: [codes(({ errors }) => void errors?.reverse())],
    forth: "none",
    back: "none",
  },
  {
    name: "an error code is removed",
    edits: [codes(({ errors }) => void errors?.shift())],
    forth: "major",
    back: "minor",
  },
  {
    name: "the meaning of an error is reworded",
    edits: [codes(({ errors }) => Object.assign(errors?.[0] ?? {}, { meaning: "broken" }))],
    forth: "patch",
    back: "patch",
  },
  {
    name: "an error becomes retryable",
    edits: [codes(({ errors }) => Object.assign(errors?.[1] ?? {}, { retryable: true }))],
    forth: "minor",
    back: "minor",
  },
  {
    name: "rows have a new column",
    edits: [
      codes(({ provinces }) => {
        for (const row of provinces ?? []) row.region = "east";
      }),
    ],
    forth: "minor",
    back: "major",
  },
  {
    name: "a table is new",
    edits: [codes((tables) => Object.assign(tables, { cities: [{ code: "sz", en: "Shenzhen", zh: "深圳" }] }))],
    forth: "minor",
    back: "major",
  },
];
