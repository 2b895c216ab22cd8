// Keywords of JSON Schema that not every version of the spec uses. Only schemas that have one of them load this file.
import type { Keyword } from "./validate-schema.ts";

/** Keywords in addition to those in validate-schema.ts. */
export const MORE_KEYWORDS: readonly Keyword[] = [
  ["exclusiveMaximum", (limit, value) => isNumber(value) && value >= Number(limit)],
  ["exclusiveMinimum", (limit, value) => isNumber(value) && value <= Number(limit)],
  ["maxLength", (limit, value) => typeof value === "string" && lengthOf(value) > Number(limit)],
  ["minLength", (limit, value) => typeof value === "string" && lengthOf(value) < Number(limit)],
  ["pattern", (pattern, value) => typeof value === "string" && !new RegExp(String(pattern), "u").test(value)],
  // The generator lets no other format through.
  ["format", (_, value) => typeof value === "string" && !isUri(value)],
  // The generator adds it to the items of a list whose items are separated by this character.
  ["delimiter", (mark, value) => typeof value === "string" && value.includes(String(mark))],
  ["maxItems", (limit, value) => Array.isArray(value) && value.length > Number(limit)],
  ["minItems", (limit, value) => Array.isArray(value) && value.length < Number(limit)],
];

function isNumber(value: unknown): value is number | bigint {
  return typeof value === "bigint" || Number.isFinite(value);
}

/** JSON Schema counts code points. */
function lengthOf(text: string): number {
  return [...text].length;
}

/** An absolute URI has a scheme, and nothing but printable ASCII. */
function isUri(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:[!-~]*$/i.test(text) && URL.canParse(text);
}
