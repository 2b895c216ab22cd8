// Everything that the spec says about a field. Comments, tables and metadata are built from it.
import { type Documented, knownValues, resolve, type Schema, type Spec } from "./spec.ts";

export interface Field {
  type: string | string[] | undefined;
  description: string;
  unit: string | undefined;
  /** Inclusive. */
  minimum: number | undefined;
  /** Inclusive. */
  maximum: number | undefined;
  exclusiveMinimum: number | undefined;
  exclusiveMaximum: number | undefined;
  /** In code points. */
  minLength: number | undefined;
  /** In code points. */
  maxLength: number | undefined;
  /** A regular expression that the text matches. */
  pattern: string | undefined;
  /** A format that limits values: only `uri` does. */
  format: "uri" | undefined;
  /** Of a list. */
  minItems: number | undefined;
  /** Of a list. */
  maxItems: number | undefined;
  /** The items of a list of single values. */
  items: Pick<Field, "type" | keyof Limits> | undefined;
  /** The service's default. */
  default: unknown;
  /** The values with their names, `undefined` if any value is allowed. */
  values: FieldValue[] | undefined;
  /** Whether other values are allowed as well. */
  open: boolean;
  evidence: string;
}

export interface FieldValue {
  value: string | number;
  en: string;
  zh: string;
  evidence: string;
}

/** @param own - the properties of a parameter next to its schema. */
export function fieldOf(spec: Spec, schema: Schema, own: Documented & { "x-unit"?: string } = {}): Field {
  const target = resolve(spec, schema);
  if (typeof target === "boolean") throw new Error("A refused property isn't a field.");
  const { items: itemSchema = true } = target;
  const inner = resolve(spec, itemSchema);
  const item = typeof inner === "object" && inner.type !== "object" && inner.type !== "array" ? inner : undefined;
  const holder = item ?? target;
  const listed = holder.enum ?? knownValues(spec, holder);
  return {
    type: target.type,
    description: oneLine(own.description ?? target.description),
    unit: own["x-unit"] ?? target["x-unit"],
    ...limitsIn(target),
    items: item && { type: item.type, ...limitsIn(item) },
    default: target.default,
    values: listed?.map((value) => valueIn(spec, holder, value)),
    open: holder["x-known-values"] !== undefined,
    evidence: oneLine(own["x-evidence"] ?? target["x-evidence"]),
  };
}

function limitsIn(schema: Exclude<Schema, boolean>): Limits {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, ...others } = schema;
  const { minLength, maxLength, pattern, format, minItems, maxItems } = others;
  const uri = format === "uri" ? format : undefined;
  return {
    ...{ minimum, maximum, exclusiveMinimum, exclusiveMaximum },
    ...{ minLength, maxLength, pattern, format: uri, minItems, maxItems },
  };
}

function valueIn(spec: Spec, schema: Exclude<Schema, boolean>, value: string | number): FieldValue {
  const table = schema["x-known-values"]?.from?.match(/^codes\/(.*)\.json$/)?.[1];
  const row = table === undefined ? undefined : spec.codes[table]?.find(({ code }) => code === value);
  const { en = "", zh = "", "x-evidence": evidence = "" } = schema["x-values"]?.[value] ?? {};
  return row
    ? { value, en: row.en, zh: row.zh, evidence: row.evidence }
    : { value, en, zh, evidence: oneLine(evidence) };
}

/** Sentences on what a value must be like, without their full stops: `Range: 0 to 100`, `Length: at most 64 characters`. */
export function limitsOf({ items, ...own }: Limits & Partial<Pick<Field, "items">>): string[] {
  const { minLength, maxLength, pattern, format, minItems, maxItems } = own;
  const [range, length, count] = [rangeOf(own), between(minLength, maxLength), between(minItems, maxItems)];
  return [
    range && `Range: ${range}`,
    length && `Length: ${length} characters`,
    pattern && `Pattern: \`${pattern}\``,
    format && "Format: an absolute URI",
    count && `Items: ${count}`,
    ...(items ? limitsOf(items).map((text) => `Each item: ${text.replace(/^Range: /, "")}`) : []),
  ].flatMap((sentence) => sentence || []);
}

type Limits = Pick<
  Field,
  | "minimum"
  | "maximum"
  | "exclusiveMinimum"
  | "exclusiveMaximum"
  | "minLength"
  | "maxLength"
  | "pattern"
  | "format"
  | "minItems"
  | "maxItems"
>;

/** `string`, `string or integer`, `array of string`. */
export function typeOf({ type, items }: Pick<Field, "type" | "items">): string {
  const name = [type].flat().filter(Boolean).join(" or ") || "any type";
  return items?.type ? `${name} of ${[items.type].flat().join(" or ")}` : name;
}

/** `0 to 100`, `more than 0, at most 1`; empty without limits. */
function rangeOf({ minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below }: Limits): string {
  return [
    above !== undefined && `more than ${above}`,
    below !== undefined && `less than ${below}`,
    between(minimum, maximum),
  ]
    .filter(Boolean)
    .join(", ");
}

/** `at least 0`, `0 to 100`; empty without limits. */
function between(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  if (least !== undefined) return `at least ${least}`;
  return most === undefined ? "" : `at most ${most}`;
}

const LISTS: Readonly<Record<string, string>> = { spaceDelimited: "a=1%202", pipeDelimited: "a=1%7C2" };

/** How a list is sent in a query: `a=1,2`. */
export function shownList(style: string, explode: boolean | undefined): string {
  return explode ? "a=1&a=2" : (LISTS[style] ?? "a=1,2");
}

const LONG_LIST = 10;

/** Returns the text of a comment: description, unit and range, each value with its meaning, evidence, default. */
export function commentOf(spec: Spec, schema: Schema, own: Documented = {}): string {
  const field = fieldOf(spec, schema, own);
  const { values = [], open } = field;
  const measures = [...(field.unit ? [`Unit: ${field.unit}`] : []), ...limitsOf(field)].map((text) => `${text}.`);
  const intro = open ? "Known values (others are accepted):" : "Values:";
  const list =
    values.length > LONG_LIST
      ? [`${intro} ${values.map(({ value, en }) => `\`${value}\` ${en}`).join(", ")}.`]
      : [intro, ...values.map(({ value, en }) => `- \`${value}\`: ${en}`)];
  return [
    field.description,
    ...(measures.length + values.length > 0 ? [""] : []),
    ...(measures.length > 0 ? [measures.join(" ")] : []),
    ...(values.length > 0 ? list : []),
    "",
    `Evidence: ${field.evidence}`,
    ...(field.default === undefined ? [] : [`@default ${field.default}`]),
  ].join("\n");
}

export function oneLine(text = ""): string {
  return text.trim().replaceAll(/\s+/g, " ");
}
