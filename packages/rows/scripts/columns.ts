// `npm run columns`: writes docs/columns.md, the dictionary of the known columns, from src/columns.ts. `--check` fails if it differs.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Action } from "@cdn-export/api";
import { type ActionColumns, COLUMNS, type ColumnKey, UNITS } from "../src/columns.ts";

const FILE: string = join(import.meta.dirname, "../../../docs/columns.md");

/** The fields that the official SDKs of 2026-08-20 have in the answers of the synchronous calls for the same data. */
const SDK: Partial<Record<ColumnKey, string>> = {
  startTime: "`start_time` of ShowTopUrl",
  endTime: "`end_time` of ShowTopUrl",
  url: "`url` of ShowTopUrl",
  statType: "`stat_type` of ShowTopUrl",
  path: "`path` of ListCdnDomainTopPath",
  referer: "`refer` of ListCdnDomainTopRefers",
  userAgent: "`ua` of ListCdnDomainTopUas",
  clientIp: "`ip` of ListCdnDomainTopIps",
  value: "`value` of ShowTopUrl and of the other rankings",
  sharePercent: "`ratio` of ListCdnDomainTopUas and ListCdnDomainTopIps",
  traffic: "`flux`, a value of `stat_type`",
  requests: "`req_num`, a value of `stat_type`",
  bandwidth: "`bw`, a value of `stat_type` in ShowTopDomainNames",
};

type Keys<Key extends string> = Record<Key, true>;

const MOMENT: Keys<"time" | "startTime" | "endTime"> = { time: true, startTime: true, endTime: true };
const PLACE: Keys<"domain" | "country" | "province"> = { domain: true, country: true, province: true };
const MEASURES: Keys<"traffic" | "bandwidth" | "requests"> = { traffic: true, bandwidth: true, requests: true };
const { time: _, ...PERIOD } = MOMENT;
const RANKING: Keys<Exclude<ActionColumns["top_url_detail"], "url">> = {
  ...PERIOD,
  ...PLACE,
  ...{ rank: true, statType: true, value: true, traffic: true, requests: true, sharePercent: true },
};

/** A column that the types of the rows have, and this lacks, is a type error. */
const EXPECTED: { [A in Action]: Keys<ActionColumns[A]> } = {
  reports_detail: {
    ...{ ...MOMENT, ...PLACE, ...MEASURES },
    ...{ hitTraffic: true, originTraffic: true, hitRequests: true },
    ...{ status2xx: true, status3xx: true, status4xx: true, status5xx: true },
  },
  isp_detail: { ...MOMENT, ...PLACE, ...MEASURES, isp: true },
  uv: { ...MOMENT, ...PLACE, uniqueVisitors: true },
  top_url_detail: { ...RANKING, url: true },
  top_path_detail: { ...RANKING, path: true },
  top_ua_detail: { ...RANKING, userAgent: true },
  top_referer_detail: { ...RANKING, referer: true },
  top_ip_detail: { ...RANKING, clientIp: true },
};

function dictionary(): string {
  const keys = Object.keys(COLUMNS) as ColumnKey[];
  return `<!-- Written by \`npm run columns\`. Do not edit. -->
# Columns

The names of the columns that \`rows\` knows. They are stable: a release renames or removes one only as a breaking change.

The columns of the exported files are undocumented. \`rows\` knows a column by any of its headings; case, spaces, \`_\` and \`-\`
don't matter, and a heading can be followed by its unit in brackets. A column with another heading or another unit keeps its
heading as its name. Every known column is optional, whatever the action.

| name | Chinese headings | English headings and field names | kind | unit | actions | evidence |
| --- | --- | --- | --- | --- | --- | --- |
${keys.map(lineOf).join("\n")}

- **kind**: \`time\` is a \`Date\` (GMT+8 unless the cell or the heading names a zone), \`number\` and \`percent\` are numbers, and
  \`text\` is a string. A cell that isn't of its kind is \`null\`, and is kept under its heading.
- **unit**: nothing is converted. Units can be written as ${unitList()}.
- **actions**: the files that the column is expected in, which is what \`rows<"uv">(file)\` narrows the type to.
- **evidence**: \`sdk\` is a field of the official SDKs (2026-08-20) for the synchronous call with the same data. \`inferred\` means
  that the name and its headings are ours.
`;
}

function lineOf(key: ColumnKey): string {
  const { kind, unit, headings } = COLUMNS[key];
  const [chinese, english] = [true, false].map((isChinese) =>
    headings.filter((heading) => /\p{Script=Han}/u.test(heading) === isChinese),
  );
  const actions = (Object.keys(EXPECTED) as Action[]).filter((action) => key in EXPECTED[action]);
  const cells = [
    `\`${key}\``,
    chinese?.join(", ") || "-",
    english?.join(", ") || "-",
    kind,
    unit ?? "-",
    actionsText(actions),
    SDK[key] === undefined ? "inferred" : `sdk: ${SDK[key]}`,
  ];
  return `| ${cells.join(" | ")} |`;
}

function actionsText(actions: readonly Action[]): string {
  const rankings = actions.filter((action) => action.startsWith("top_"));
  const all = Object.keys(EXPECTED).length;
  if (actions.length === all) return "all";
  const hasAllRankings = rankings.length === Object.keys(EXPECTED).filter((action) => action.startsWith("top_")).length;
  const listed = hasAllRankings ? actions.filter((action) => !action.startsWith("top_")) : actions;
  return [...listed.map((action) => `\`${action}\``), ...(hasAllRankings ? ["all `top_*`"] : [])].join(", ");
}

function unitList(): string {
  return Object.entries(UNITS)
    .map(([unit, spellings]) =>
      `${unit} (${spellings.filter((spelling) => spelling !== unit).join(", ")})`.replace(" ()", ""),
    )
    .join("; ");
}

if (!process.argv.includes("--check")) writeFileSync(FILE, dictionary());
else if (readFileSync(FILE, "utf8") !== dictionary()) {
  console.error("docs/columns.md is out of date. Run `npm run columns` and commit.");
  process.exitCode = 1;
}
