import { type Field, limitsOf, oneLine, shownList, typeOf } from "../fields.ts";
import { listOperations, type Operation, type Spec } from "../spec.ts";
import { bodyFields, parameterFields } from "./operations.ts";

/** Generates llms.txt: what a language model needs to know to write a correct program, in the format of llmstxt.org. */
export function llms(spec: Spec): string {
  return [
    "# cdn-export",
    "",
    "> Export statistics from Huawei Cloud CDN in TypeScript: one call creates the export task, finds it, waits and",
    "> downloads the file. ESM, Node 20.19 or later. Keys are never logged.",
    "",
    "Packages: `@cdn-export/client` (for most programs), `@cdn-export/rows` (converts a file to typed rows),",
    "`@cdn-export/sync` (keeps a folder of exports complete), `@cdn-export/signer` (SDK-HMAC-SHA256 for any Huawei Cloud",
    "service), `@cdn-export/api` (types, validators, rules, error catalogue), `@cdn-export/emulator` (a local copy of the",
    "service, for tests). They aren't on npm before their first release.",
    "",
    "```sh",
    "npm install @cdn-export/client @cdn-export/signer",
    "```",
    "",
    "```ts",
    'import { createExportClient, lastDays } from "@cdn-export/client";',
    'import { saveFile } from "@cdn-export/client/node";',
    'import { credentialsFromEnv } from "@cdn-export/signer/node";',
    "",
    "const cdn = createExportClient({ credentials: credentialsFromEnv() });",
    'const file = await cdn.exportStatistics({ action: "top_url_detail", domains: ["www.example.com"], ...lastDays(7) });',
    'await saveFile(file, "top-urls");',
    "```",
    "",
    '- A query has `action`, `domains` (a list, or `"all"`), `from`, `to`; optional: `interval`, `groupBy`,',
    "  `serviceArea`, `statType`, `countries`, `provinces`, `isps`, `language`. Times: Date, milliseconds, or ISO text with",
    "  a zone. A date without a time is 00:00 in GMT+8. `to` is exclusive.",
    "- Errors are thrown, each with `code`, `status`, `requestId` and `advice`. HTTP 200 with an error in its body is an error.",
    "- A create call is never repeated blindly: `AmbiguousTaskError` means that the client couldn't identify the task.",
    "- `cdn.api.GET(path, ...)`, `cdn.api.POST(path, ...)` and so on call any operation below with the names of the wire.",
    "  A field is optional unless it says required.",
    "",
    "## Operations",
    "",
    ...listOperations(spec).flatMap((operation) => [
      `- ${operation.operationId}: ${operation.method} ${operation.path} - ${operation.summary}`,
      ...fieldsOf(spec, operation).map(
        ([name, field]) => `  - ${name} (${traitsOf(field)}): ${field.description}${restOf(field)}`,
      ),
      ...(operation.requestBody?.required ? ["  - The body is required."] : []),
    ]),
    "",
    "## Rules that types can't express",
    "",
    ...spec.rules.map(({ severity, says }) => `- ${severity}: ${says}`),
    ...refusals(spec).map((rule) => `- error: ${rule}.`),
    "",
    "## Docs",
    "",
    "- [README](README.md): how to start, the eight statistics, limits",
    "- [Recipes](docs/recipes.md): cron, temporary credentials, a proxy, only the signed call",
    "- [Into a warehouse](docs/warehouse.md): Parquet, DuckDB, Spark, pandas, Postgres, ClickHouse",
    "- [Errors](docs/errors.md): each error class, when it's thrown, what to do",
    "- [Reference](docs/reference.md): operations, fields, errors with advice, rules, codes",
    "- [Evidence](docs/evidence.md): the source of each statement, and the open questions",
    "- [Contributing](CONTRIBUTING.md): how to change the spec",
    "",
  ].join("\n");
}

/** Where a field is sent: only the unusual places are named. */
type Sent = Field & { required: boolean; place?: string; style?: string | undefined; explode?: boolean | undefined };

const PLACES: readonly [place: string, shown: string | undefined][] = [
  ["path", "in the path"],
  ["query", undefined],
  ["header", "a header"],
];

function fieldsOf(spec: Spec, operation: Operation): [string, Sent][] {
  const parameters = PLACES.flatMap(([place, shown]) =>
    parameterFields(spec, operation, place).map(([name, field]): [string, Sent] => [
      name,
      { ...field, ...(shown !== undefined && { place: shown }) },
    ]),
  );
  return [...parameters, ...bodyFields(spec, operation)];
}

/** `integer, in the path, required`. */
function traitsOf(field: Sent): string {
  const { place, required } = field;
  return [typeOf(field), place, required ? "required" : undefined].filter(Boolean).join(", ");
}

const SHOWN = 12;

/** Unit, range, values and default as more sentences. */
function restOf({ unit, values = [], open, default: fallback, style, explode, ...limits }: Sent): string {
  const more = values.length > SHOWN || open ? ", ..." : "";
  const shown = values.slice(0, SHOWN).map(({ value }) => value);
  const sentences = [
    unit && `Unit: ${unit}`,
    ...limitsOf(limits),
    style && `Sent as ${shownList(style, explode)}`,
    values.length > 0 && `One of ${shown.join(", ")}${more}`,
    fallback !== undefined && `Default: ${fallback}`,
  ];
  return sentences
    .filter(Boolean)
    .map((sentence) => ` ${sentence}.`)
    .join("");
}

function refusals({ document }: Spec): string[] {
  const rules = Object.values(document.components.schemas).flatMap((schema) =>
    typeof schema === "object" ? Object.values(schema["x-refused"] ?? {}).map(({ rule }) => oneLine(rule)) : [],
  );
  return [...new Set(rules)];
}
