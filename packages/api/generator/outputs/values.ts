import { fieldOf } from "../fields.ts";
import type { Schema, SchemaObject, Spec } from "../spec.ts";

/** The values of every enumeration as arrays, and every value that has a name with its names. */
export function values(spec: Spec): string {
  const lists = valueLists(spec).flatMap(([name, schema]) => {
    const { description, values = [] } = fieldOf(spec, schema);
    const constant = constantOf(name);
    return [
      ...(schema.enum
        ? [`/** ${description} */`, `export const ${constant}S = ${JSON.stringify(schema.enum)} as const;`]
        : []),
      `/** ${description} The values that are known, with their names. */`,
      ...tableOf(
        `${constant}_NAMES`,
        values.map(({ value, en, zh }) => ({ code: String(value), en, zh })),
      ),
    ];
  });
  return [
    "/** A value with its English and Chinese name. */",
    "export interface NamedCode {",
    "  code: string;",
    "  en: string;",
    "  zh: string;",
    "}",
    "",
    ...lists,
    ...Object.entries(spec.codes).flatMap(([name, rows]) => [
      `/** The ${name} that the service names, each with its English and Chinese name. */`,
      ...tableOf(name, rows),
    ]),
  ].join("\n");
}

/** The schemas, and the fields within them, that spell out their values; those of `codes/` have tables of their own. */
function valueLists({ document }: Spec): [string, SchemaObject][] {
  const all = Object.entries(document.components.schemas).flatMap(([name, schema]): [string, Schema][] => [
    [name, schema],
    ...fieldsIn(schema).map(([field, inner]): [string, Schema] => [`${name}_${field}`, inner]),
  ]);
  return all.filter((entry): entry is [string, SchemaObject] => {
    const [, schema] = entry;
    return typeof schema === "object" && schema["x-values"] !== undefined && !schema["x-known-values"]?.from;
  });
}

function fieldsIn(schema: Schema): [string, Schema][] {
  return typeof schema === "object" ? Object.entries(schema.properties ?? {}) : [];
}

function tableOf(name: string, rows: readonly { code: string; en: string; zh: string }[]): string[] {
  const lines = rows.map(({ code, en, zh }) => `  ${JSON.stringify({ code, en, zh })},`);
  return [`export const ${name}: readonly NamedCode[] = [`, ...lines, "];", ""];
}

/** RegionalAction -> REGIONAL_ACTION, ExportTask_status -> EXPORT_TASK_STATUS */
function constantOf(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}
