import { fieldOf, oneLine } from "../fields.ts";
import { code, table } from "../markdown.ts";
import { type Documented, listOperations, resolve, type Schema, type Spec } from "../spec.ts";

type Row = [what: string, evidence: string];

/** docs/evidence.md: on what each statement of the spec rests, and what nobody knows. */
export function evidence(spec: Spec): string {
  const { components, servers } = spec.document;
  const rows = (name: string, node: Documented): Row => [name, oneLine(node["x-evidence"])];
  const section = (title: string, found: Row[]) =>
    found.length > 0 ? [`### ${title}`, "", table(["what", "evidence"], found), ""] : [];
  return [
    "# Evidence",
    "",
    "On what each statement of the spec rests. The service itself was never called while writing.",
    "",
    "- `documented (PAGE, DATE)`: the API page of that name in the edition of that date; the newest edition counts.",
    "- `sdk (DATE)`: the official generated SDKs of that date.",
    "- `seen (WHERE)`: observed by others and published.",
    "- `inferred (WHY)`: a conclusion of ours.",
    "- `unknown`: nothing is known; code must work with any answer.",
    "",
    "## Open questions",
    "",
    "For someone with an account. What our code does is right with either answer; with the answer it can do better.",
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
            rows(`answer ${status}`, answer),
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

/** A schema, its fields, and what is refused in it. */
function schemaRows(spec: Spec, name: string, schema: Schema): Row[] {
  if (typeof schema === "boolean") return [];
  const own: Row = [code(name), fieldOf(spec, schema).evidence];
  const fields = Object.entries(schema.properties ?? {}).flatMap(([field, property]): Row[] => {
    if (property === false) {
      const why = schema["x-refused"]?.[field];
      return [[`${code(field)} refused: ${why?.rule}`, oneLine(why?.["x-evidence"])]];
    }
    if (typeof property === "boolean") return [];
    // What has a name of its own is told under that name.
    if (property.$ref !== undefined) return [];
    return schemaRows(spec, field, property);
  });
  return [own, ...valueRows(spec, schema, code(name)), ...fields];
}

/** The values that stand in the schema itself; those of a table are told with the table. */
function valueRows(spec: Spec, schema: Schema, name: string): Row[] {
  const target = resolve(spec, schema);
  if (typeof target === "boolean" || target !== schema) return [];
  return Object.keys(target["x-values"] ?? {}).flatMap((key): Row[] => {
    const found = fieldOf(spec, target).values?.find(({ value }) => String(value) === key);
    return found ? [[`${name} = ${code(key)} ${found.en}`, found.evidence]] : [];
  });
}
