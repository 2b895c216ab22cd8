// Checks a value against the part of JSON Schema that the spec uses. The generator refuses other keywords. This file
// and the schemas are smaller than the code that Ajv generates from the same schemas. A test compares the errors of
// both.

/** A schema of the spec, without descriptions. */
export interface Schema {
  type?: string | readonly string[];
  minimum?: number;
  maximum?: number;
  enum?: readonly unknown[];
  const?: unknown;
  items?: Schema;
  required?: readonly string[];
  /** `false` means that the field must not be sent. */
  properties?: Readonly<Record<string, Schema | false>>;
  /** `false` means that only fields in `properties` are allowed. */
  unevaluatedProperties?: false;
  /** Keywords of `more-keywords.ts`, in schemas that use one of them. */
  more?: readonly Keyword[];
  /** Limits that those keywords check. */
  exclusiveMaximum?: number;
  exclusiveMinimum?: number;
  maxLength?: number;
  minLength?: number;
  pattern?: string;
  format?: "uri";
  delimiter?: string;
  maxItems?: number;
  minItems?: number;
}

/** A keyword, and whether a value breaks the limit that a schema has for it. */
export type Keyword = readonly [
  name:
    | "exclusiveMaximum"
    | "exclusiveMinimum"
    | "maxLength"
    | "minLength"
    | "pattern"
    | "format"
    | "delimiter"
    | "maxItems"
    | "minItems",
  breaks: (limit: unknown, value: unknown) => boolean,
];

/** A keyword that a value breaks. */
export interface SchemaError {
  /** JSON pointer to the value. */
  instancePath: string;
  /** The schema keyword, such as `enum`. */
  keyword: string;
  /** The keyword's value in the schema. For `required` and `unevaluatedProperties`, the name of the field. */
  param?: unknown;
}

/** Returns the errors of each schema. Empty if the value matches one of them. */
export function branchErrors(schemas: readonly Schema[], value: unknown): SchemaError[][] {
  const branches = [];
  for (const schema of schemas) {
    const errors = errorsOf(schema, value);
    if (errors.length === 0) return [];
    branches.push(errors);
  }
  return branches;
}

/** Returns all errors, in the same order as Ajv. */
export function errorsOf(schema: Schema | false, value: unknown, instancePath = ""): SchemaError[] {
  if (!schema) return [{ instancePath, keyword: "false schema" }];
  const { items } = schema;
  const broken = BREAKS.filter(([, breaks]) => breaks(schema, value));
  const more = schema.more?.filter(([keyword, breaks]) => keyword in schema && breaks(schema[keyword], value)) ?? [];
  return [
    ...[...more, ...broken].map(([keyword]) => ({ instancePath, keyword, param: schema[keyword] })),
    ...(items && Array.isArray(value)
      ? value.flatMap((item, at) => errorsOf(items, item, `${instancePath}/${at}`))
      : []),
    ...(isOfType("object", value) ? fieldErrors(schema, value as Record<string, unknown>, instancePath) : []),
  ];
}

function fieldErrors(
  { required = [], properties = {}, unevaluatedProperties }: Schema,
  fields: Record<string, unknown>,
  instancePath: string,
): SchemaError[] {
  const isMissing = (name: string) => fields[name] === undefined;
  const isUnknown = (name: string) => unevaluatedProperties === false && !Object.hasOwn(properties, name);
  const errors = (keyword: string, names: readonly string[]) =>
    names.map((param) => ({ instancePath, keyword, param }));
  return [
    ...errors("required", required.filter(isMissing)),
    ...Object.entries(properties).flatMap(([name, schema]) =>
      isMissing(name) ? [] : errorsOf(schema, fields[name], `${instancePath}/${name}`),
    ),
    ...errors("unevaluatedProperties", Object.keys(fields).filter(isUnknown)),
  ];
}

/** Whether a value breaks a keyword. */
const BREAKS: readonly [keyof Schema, (schema: Schema, value: unknown) => boolean][] = [
  ["type", ({ type }, value) => type !== undefined && ![type].flat().some((name) => isOfType(name, value))],
  [
    "maximum",
    ({ maximum }, value) => maximum !== undefined && isOfType("number", value) && (value as number) > maximum,
  ],
  [
    "minimum",
    ({ minimum }, value) => minimum !== undefined && isOfType("number", value) && (value as number) < minimum,
  ],
  ["enum", (schema, value) => schema.enum?.includes(value) === false],
  ["const", (schema, value) => "const" in schema && value !== schema.const],
];

function isOfType(type: string, value: unknown): boolean {
  // A `bigint` holds a whole number that is too large for a number.
  if (typeof value === "bigint") return type === "integer" || type === "number";
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return Number.isFinite(value);
  const kind = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return kind === type;
}
