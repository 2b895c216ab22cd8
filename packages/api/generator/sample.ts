// Makes a value that a schema accepts, for a response without an example.
import { knownValues, resolve, type Schema, type SchemaObject, type Spec } from "./spec.ts";

/** Deeper objects contain only what they require: a schema may contain itself. */
const MAX_DEPTH = 4;

/** @throws {Error} with the reason if there is none that this file can make. */
export function sampleOf(spec: Spec, schema: Schema, depth = 0): unknown {
  const target = resolve(spec, schema);
  if (target === false) throw new Error("it refuses every value");
  if (target === true) return {};
  const { const: only, default: usual, examples, enum: values = knownValues(spec, target) } = target;
  const given = [only, usual, Array.isArray(examples) ? examples[0] : undefined, values?.[0]];
  const found = given.find((value) => value !== undefined);
  if (found !== undefined) return found;
  const [choice] = target.oneOf ?? target.anyOf ?? [];
  if (choice !== undefined) return sampleOf(spec, choice, depth);
  return made(spec, target, depth);
}

function made(spec: Spec, schema: SchemaObject, depth: number): unknown {
  const { type, minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below } = schema;
  const [kind = schema.properties ? "object" : "string"] = [type].flat();
  switch (kind) {
    case "object":
      return objectOf(spec, schema, depth);
    case "array":
      return Array.from({ length: Math.min(Math.max(schema.minItems ?? 1, 1), schema.maxItems ?? 1e9) }, () =>
        sampleOf(spec, schema.items ?? true, depth + 1),
      );
    case "integer":
      return Math.max(Math.min(0, maximum ?? 0), minimum ?? 0);
    case "number": {
      const [least, most] = [above ?? minimum ?? -1, below ?? maximum ?? 1];
      return least < 0 && most > 0 ? 0 : least === -1 ? most - 1 : most === 1 ? least + 1 : (least + most) / 2;
    }
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return textOf(schema);
  }
}

function objectOf(spec: Spec, { properties = {}, required = [] }: SchemaObject, depth: number): unknown {
  if (depth > MAX_DEPTH * 4) throw new Error("it contains itself, and every level is required");
  const wanted = Object.entries(properties).filter(
    ([name, part]) => part !== false && (depth < MAX_DEPTH || required.includes(name)),
  );
  return Object.fromEntries(wanted.map(([name, part]) => [name, sampleOf(spec, part, depth + 1)]));
}

function textOf({ minLength = 0, maxLength, pattern, format }: SchemaObject): string {
  const text = format === "uri" ? "https://www.example.com/" : "text".padEnd(minLength, "t").slice(0, maxLength);
  if (pattern !== undefined && !new RegExp(pattern, "u").test(text)) throw new Error(`no text is known for ${pattern}`);
  return text;
}
