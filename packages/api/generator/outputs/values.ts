import { fieldOf } from "../fields.ts";
import type { Schema, SchemaObject, Spec } from "../spec.ts";

/** Generates the values of every enumeration as an array, and all values with their names. */
export function values(spec: Spec): string {
  const lists = valueLists(spec).flatMap(([name, schema]) => {
    const { description, values = [] } = fieldOf(spec, schema);
    const constant = constantOf(name);
    return [
      ...(schema.enum
        ? [
            `/** ${description} The values of \`${name}\`. */`,
            `export const ${constant}S = ${JSON.stringify(schema.enum)} as const;`,
          ]
        : []),
      `/** ${description} The known values with their names. */`,
      ...tableOf(
        `${constant}_NAMES`,
        values.map(({ value, en, zh }) => ({ code: String(value), en, zh })),
      ),
    ];
  });
  return [
    "/** A value with its English and Chinese name. */",
    "export interface NamedCode {",
    "  /** The value on the wire. */",
    "  code: string;",
    "  /** English name. */",
    "  en: string;",
    "  /** Chinese name. */",
    "  zh: string;",
    "}",
    "",
    ...lists,
    ...Object.entries(spec.codes).flatMap(([name, rows]) => [
      `/** The documented \`${name}\` codes with their English and Chinese names. */`,
      ...tableOf(name, rows),
    ]),
  ].join("\n");
}

/** Returns the schemas and fields that list their values. Values in `codes/` have separate tables. */
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

/** `RegionalAction` becomes `REGIONAL_ACTION`, `ExportTask_status` becomes `EXPORT_TASK_STATUS`. */
function constantOf(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}
