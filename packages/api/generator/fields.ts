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
  /** In code points. */
  minLength: number | undefined;
  /** In code points. */
  maxLength: number | undefined;
  /** A regular expression that the text matches. */
  pattern: string | undefined;
  /** A format that limits values: only `uri` does. */
  format: "uri" | undefined;
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
  const listed = target.enum ?? knownValues(spec, target);
  return {
    type: target.type,
    description: oneLine(own.description ?? target.description),
    unit: own["x-unit"] ?? target["x-unit"],
    minimum: target.minimum,
    maximum: target.maximum,
    minLength: target.minLength,
    maxLength: target.maxLength,
    pattern: target.pattern,
    format: target.format === "uri" ? "uri" : undefined,
    default: target.default,
    values: listed?.map((value) => valueIn(spec, target, value)),
    open: target["x-known-values"] !== undefined,
    evidence: oneLine(own["x-evidence"] ?? target["x-evidence"]),
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
export function limitsOf({ minimum, maximum, minLength, maxLength, pattern, format }: Limits): string[] {
  const [range, length] = [between(minimum, maximum), between(minLength, maxLength)];
  return [
    range && `Range: ${range}`,
    length && `Length: ${length} characters`,
    pattern && `Pattern: \`${pattern}\``,
    format && "Format: an absolute URI",
  ].flatMap((sentence) => sentence || []);
}

type Limits = Pick<Field, "minimum" | "maximum" | "minLength" | "maxLength" | "pattern" | "format">;

/** `at least 0`, `0 to 100`; empty without limits. */
function between(least: number | undefined, most: number | undefined): string {
  if (least !== undefined && most !== undefined) return `${least} to ${most}`;
  if (least !== undefined) return `at least ${least}`;
  return most === undefined ? "" : `at most ${most}`;
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
