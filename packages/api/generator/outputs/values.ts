import { knownValues, type Spec } from "../spec.ts";

/** The values of every enumeration as arrays, and the code tables with their names. */
export function values(spec: Spec): string {
  const lists = Object.entries(spec.document.components.schemas).flatMap(([name, schema]) => {
    if (typeof schema === "boolean") return [];
    const open = knownValues(spec, schema);
    const all = schema.enum ?? open;
    if (!all || schema["x-known-values"]?.from) return [];
    return [`/** ${schema.description} */`, `export const ${constant(name)} = ${JSON.stringify(all)} as const;`, ""];
  });
  const tables = Object.entries(spec.codes).flatMap(([name, rows]) => [
    `export const ${name}: readonly NamedCode[] = [`,
    ...rows.map((row) => `  ${JSON.stringify(row)},`),
    "];",
    "",
  ]);
  return [
    "/** A code with its English and Chinese name. */",
    "export interface NamedCode {",
    "  code: string;",
    "  en: string;",
    "  zh: string;",
    "}",
    "",
    ...lists,
    ...tables,
  ].join("\n");
}

/** RegionalAction -> REGIONAL_ACTIONS */
function constant(name: string): string {
  const words = name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
  return words.endsWith("Y") ? `${words.slice(0, -1)}IES` : `${words}S`;
}
