import { fieldOf, oneLine } from "../fields.ts";
import { code, table } from "../markdown.ts";
import { type Documented, listOperations, resolve, type Schema, type Spec } from "../spec.ts";

type Row = [what: string, evidence: string];

/** Generates docs/evidence.md: the source of each statement of the spec, and the open questions. */
export function evidence(spec: Spec): string {
  const { components, servers } = spec.document;
  const rows = (name: string, node: Documented): Row => [name, oneLine(node["x-evidence"])];
  const section = (title: string, found: Row[]) =>
    found.length > 0 ? [`### ${title}`, "", table(["what", "evidence"], found), ""] : [];
  return [
    "# Evidence",
    "",
    "The source of each statement of the spec. It hasn't been checked against the live service.",
    "",
    "- `documented (PAGE, DATE)`: the API page of that name, in the edition of that date. The newest edition counts.",
    "- `sdk (DATE)`: the official generated SDKs of that date.",
    "- `seen (WHERE)`: observed by others and published.",
    "- `inferred (WHY)`: our conclusion.",
    "- `unknown`: undocumented. Code must work with any answer.",
    "",
    "## Open questions",
    "",
    "For anyone with an account. Our code works with any answer, and can do better once the answer is known.",
    "",
    ...spec.questions.flatMap((open) => [
      `### ${open.about}`,
      "",
      `**${oneLine(open.question)}** To find out: ${oneLine(open.try)}`,
      "",
      `- Client: ${oneLine(open.client)}`,
      `- Emulator: ${oneLine(open.emulator)}`,
      "",
    ]),
    "## Known",
    "",
    ...section("Servers and authentication", [
      ...servers.map((server) => rows((server as { url?: string }).url ?? "", server)),
      ...Object.entries(components.securitySchemes ?? {}).map(([name, scheme]) => rows(name, scheme)),
    ]),
    ...listOperations(spec).flatMap((operation) =>
      section(operation.operationId, [
        rows(`${code(`${operation.method} ${operation.path}`)}`, operation),
        ...(operation.parameters ?? []).flatMap((parameter) => [
          rows(code(parameter.name), parameter),
          ...valueRows(spec, parameter.schema, code(parameter.name)),
        ]),
        ...Object.entries(operation.responses).flatMap(([status, response]) => {
          const answer = resolve(spec, response);
          return [
            rows(`response ${status}`, answer),
            ...Object.entries(answer.headers ?? {}).map(([name, header]) => rows(`header ${code(name)}`, header)),
          ];
        }),
      ]),
    ),
    ...Object.entries(components.schemas).flatMap(([name, schema]) => section(name, schemaRows(spec, name, schema))),
    ...section(
      "Rules",
      spec.rules.map(({ rule, evidence }) => [code(rule), evidence]),
    ),
    ...section(
      "Error codes",
      spec.errors.map(({ code: name, evidence }) => [code(name), evidence]),
    ),
    ...Object.entries(spec.codes).flatMap(([name, table]) =>
      section(
        `Codes: ${name}`,
        table.map(({ code: value, en, evidence }) => [`${code(value)} ${en}`, evidence]),
      ),
    ),
  ].join("\n");
}

/** Rows for a schema, its fields and its refused fields. */
function schemaRows(spec: Spec, name: string, schema: Schema): Row[] {
  if (typeof schema === "boolean") return [];
  const own: Row = [code(name), fieldOf(spec, schema).evidence];
  const fields = Object.entries(schema.properties ?? {}).flatMap(([field, property]): Row[] => {
    if (property === false) {
      const why = schema["x-refused"]?.[field];
      return [[`${code(field)} refused: ${why?.rule}`, oneLine(why?.["x-evidence"])]];
    }
    if (typeof property === "boolean") return [];
    // Named schemas have their own section.
    if (property.$ref !== undefined) return [];
    return schemaRows(spec, field, property);
  });
  return [own, ...valueRows(spec, schema, code(name)), ...fields];
}

/** Rows for the values in the schema. Those of a table in `codes/` are listed with the table. */
function valueRows(spec: Spec, schema: Schema, name: string): Row[] {
  const target = resolve(spec, schema);
  if (typeof target === "boolean" || target !== schema) return [];
  return Object.keys(target["x-values"] ?? {}).flatMap((key): Row[] => {
    const found = fieldOf(spec, target).values?.find(({ value }) => String(value) === key);
    return found ? [[`${name} = ${code(key)} ${found.en}`, found.evidence]] : [];
  });
}
