import { type Field, fieldOf, limitsOf, oneLine, shownList, typeOf } from "../fields.ts";
import { anchor, code, table } from "../markdown.ts";
import { listOperations, namedBranches, type Operation, resolve, type Schema, type Spec } from "../spec.ts";
import { parameterFields } from "./operations.ts";

type Listed = Operation & { path: string; method: string };

/** Generates docs/reference.md: operations, parameters, bodies by branch, responses, rules, errors, codes. */
export function reference(spec: Spec): string {
  const operations = listOperations(spec);
  return [
    "# Reference",
    "",
    `The API in version ${spec.version} of the spec. The source of each statement is in [evidence.md](evidence.md).`,
    "",
    ...operations.map(({ operationId, summary }) => `- [${operationId}](${anchor(operationId)}): ${summary}`),
    `- [Rules](${anchor("Rules")}), [Errors](${anchor("Errors")}), [Codes](${anchor("Codes")})`,
    "",
    ...operations.flatMap((operation) => operationSection(spec, operation)),
    "## Rules",
    "",
    "Rules for create requests that a schema can't express. A request that breaks an `error` rule is refused before it's",
    "sent. A `warning` is only reported, because the service documents the rule for similar calls.",
    "",
    table(
      ["rule", "severity", "field", "description"],
      spec.rules.map(({ rule, severity, field, says }) => [code(rule), severity, code(field), says]),
    ),
    "",
    "## Errors",
    "",
    "Check the body, not the status: many codes arrive with HTTP 200. `retry` means that the same request may succeed later.",
    "",
    table(
      ["code", "usual status", "meaning", "advice", "建议", "retry"],
      spec.errors.map(({ code: name, status, meaning, advice, retryable }) => [
        code(name),
        status.join(", "),
        meaning,
        advice.en,
        advice.zh,
        retryable ? "yes" : "",
      ]),
    ),
    "",
    "## Codes",
    "",
    "Known values of the open lists. Other values are accepted.",
    "",
    ...Object.entries(spec.codes).flatMap(([name, rows]) => [
      `### ${name}`,
      "",
      table(
        ["code", "English", "中文"],
        rows.map(({ code: value, en, zh }) => [code(value), en, zh]),
      ),
      "",
    ]),
  ].join("\n");
}

const PARAMETERS = [
  ["path", "Path"],
  ["query", "Query"],
  ["header", "Headers"],
] as const;

function operationSection(spec: Spec, operation: Listed): string[] {
  const { operationId, summary, description, method, path } = operation;
  const body = operation.requestBody?.content["application/json"]?.schema;
  return [
    `## ${operationId}`,
    "",
    `\`${method} ${path}\` - ${summary}`,
    "",
    oneLine(description),
    "",
    ...PARAMETERS.flatMap(([place, title]) => {
      const fields = parameterFields(spec, operation, place);
      return fields.length > 0 ? [`### ${title}`, "", fieldTable(fields), ""] : [];
    }),
    ...(body === undefined ? [] : bodySection(spec, body, operation.requestBody?.required ?? false)),
    ...Object.entries(operation.responses).flatMap(([status, response]) => {
      const { description: what, content = {}, headers = {} } = resolve(spec, response);
      const schema = content["application/json"]?.schema;
      const others = Object.keys(content).filter((type) => type !== "application/json");
      return [
        `### Response ${status}`,
        "",
        oneLine(what),
        "",
        ...Object.entries(headers).flatMap(([name, header]) => [
          `Header ${code(name)}: ${oneLine(header.description)}`,
          "",
        ]),
        ...(others.length > 0 ? [`Media type: ${others.map(code).join(", ")}.`, ""] : []),
        ...(schema === undefined ? [] : [...schemaTables(spec, schema), ""]),
      ];
    }),
  ];
}

function bodySection(spec: Spec, body: Schema, isRequired: boolean): string[] {
  return namedBranches(spec, body).flatMap(({ name, branch }, _, all) => {
    const refused = Object.entries(branch["x-refused"] ?? {}).map(([field, { rule }]) => `- ${code(field)}: ${rule}.`);
    return [
      all.length > 1 ? `### Body: ${name}` : "### Body",
      "",
      oneLine(branch.description) + (isRequired ? " The body is required." : ""),
      "",
      fieldTable(propertiesOf(spec, branch)),
      "",
      ...(refused.length > 0 ? ["Don't send with it:", "", ...refused, ""] : []),
    ];
  });
}

/** Returns a table for the schema, followed by those of the objects in it. */
function schemaTables(spec: Spec, schema: Schema): string[] {
  const target = resolve(spec, schema);
  if (typeof target === "boolean") return [];
  const choices = target.oneOf ?? target.anyOf;
  if (choices) return choices.flatMap((choice) => [...schemaTables(spec, choice), ""]);
  const inner = Object.values(target.properties ?? {}).flatMap((property) => {
    const value = resolve(spec, property);
    const item = typeof value === "object" ? (value.items ?? value) : value;
    return isObject(spec, item) ? ["", ...schemaTables(spec, item)] : [];
  });
  return [oneLine(target.description), "", fieldTable(propertiesOf(spec, target)), ...inner];
}

function isObject(spec: Spec, schema: Schema): boolean {
  const target = resolve(spec, schema);
  return typeof target === "object" && target.properties !== undefined;
}

type Row = Field & { required: boolean; style?: string | undefined; explode?: boolean | undefined };

function propertiesOf(spec: Spec, { properties = {}, required = [] }: Exclude<Schema, boolean>): [string, Row][] {
  return Object.entries(properties)
    .filter(([, schema]) => schema !== false)
    .map(([name, schema]) => [name, { ...fieldOf(spec, schema), required: required.includes(name) }]);
}

const LONG_LIST = 10;

function fieldTable(fields: readonly [string, Row][]): string {
  return table(
    ["field", "type", "description", "values", "default"],
    fields.map(([name, field]) => [
      code(name) + (field.required ? " (required)" : ""),
      typeOf(field),
      field.description,
      [
        valueList(field),
        ...limitsOf(field).map((text) => text.replace(/^Range: /, "")),
        field.unit,
        field.style && `sent as ${code(shownList(field.style, field.explode))}`,
      ]
        .filter(Boolean)
        .join("; "),
      field.default === undefined ? "" : code(String(field.default)),
    ]),
  );
}

function valueList({ values = [], open }: Field): string {
  if (values.length > LONG_LIST) return `see [Codes](${anchor("Codes")})`;
  return values.map(({ value, en }) => `${code(value)} ${en}`).join(", ") + (open ? ", others" : "");
}
