// Replaces each `allOf` by the one schema that means the same, and each exclusive limit of an integer by an inclusive one.
import { isDeepStrictEqual } from "node:util";
import { targetOf } from "./broken.ts";
import type { OpenApi, Schema, SchemaObject } from "./openapi.ts";
import { SpecError } from "./source.ts";

type Parts = Record<string, unknown>;

export function withoutAllOf(document: OpenApi): OpenApi {
  const result = rewrite(document, document) as OpenApi;
  const [before, after] = [refsIn(document), refsIn(result)];
  // Users have no schema that only lends its fields to others.
  for (const [name, schema] of Object.entries(result.components.schemas ?? {})) {
    const ref = `#/components/schemas/${name}`;
    if (typeof schema === "object" && schema.properties && before.has(ref) && !after.has(ref))
      delete result.components.schemas[name];
  }
  return result;
}

function refsIn(node: unknown): Set<string> {
  const refs = new Set<string>();
  JSON.stringify(node, (key, value) => {
    if (key === "$ref") refs.add(value);
    return value;
  });
  return refs;
}

function rewrite(document: OpenApi, node: unknown): unknown {
  if (Array.isArray(node)) return node.map((part) => rewrite(document, part));
  if (typeof node !== "object" || node === null) return node;
  const parts = Object.entries(merged(document, node as Parts, []));
  // Examples are data.
  const rewritten = parts.map(([name, part]) => [name, name === "examples" ? part : rewrite(document, part)]);
  return inclusive(Object.fromEntries(rewritten));
}

/** An integer above 0 is at least 1. */
function inclusive({ exclusiveMinimum: above, exclusiveMaximum: below, ...schema }: Parts): Parts {
  if (schema.type !== "integer") {
    return {
      ...schema,
      ...(above !== undefined && { exclusiveMinimum: above }),
      ...(below !== undefined && { exclusiveMaximum: below }),
    };
  }
  const least = typeof above === "number" ? { minimum: Math.floor(above) + 1 } : {};
  const most = typeof below === "number" ? { maximum: Math.ceil(below) - 1 } : {};
  return combined(combined(schema, least), most);
}

function merged(document: OpenApi, schema: Parts, under: readonly string[]): Parts {
  const { allOf, ...own } = schema;
  if (!Array.isArray(allOf)) return schema;
  const [only, ...others] = allOf;
  if (others.length + Object.keys(own).length === 0 && only?.$ref !== undefined) return only;
  const parts = allOf.map((part: SchemaObject) => flat(document, part, under));
  // The schema's own annotations win, and the fields keep the order of the parts.
  const base = parts.reduce((all, part) => combined(all, part, document));
  return combined(base, own, document);
}

/** Follows references, and merges what they lead to. */
function flat(document: OpenApi, schema: SchemaObject, under: readonly string[]): Parts {
  const ref = schema.$ref;
  if (ref === undefined) return merged(document, schema as Parts, under);
  if (under.includes(ref)) throw new SpecError([`spec/openapi.yaml ${ref} contains itself in allOf`]);
  return flat(document, targetOf(document, ref) as SchemaObject, [...under, ref]);
}

const LIMITS: Readonly<Record<string, (was: never, is: never) => unknown>> = {
  minimum: Math.max,
  exclusiveMinimum: Math.max,
  minLength: Math.max,
  minItems: Math.max,
  maximum: Math.min,
  exclusiveMaximum: Math.min,
  maxLength: Math.min,
  maxItems: Math.min,
  enum: (was: unknown[], is: unknown[]) => was.filter((value) => is.includes(value)),
  required: (was: string[], is: string[]) => [...new Set([...was, ...is])],
  type: (was: string | string[], is: string | string[]) => {
    const names = [was].flat().flatMap((name) => [is].flat().flatMap((other) => sharedType(name, other)));
    return names.length === 1 ? names[0] : names;
  },
};

function sharedType(a: string, b: string): string[] {
  if (a === b) return [a];
  return [a, b].sort().join() === "integer,number" ? ["integer"] : [];
}

const isAnnotation = (key: string) => key.startsWith("x-") || ["description", "default", "summary"].includes(key);

/** Returns the schema that accepts what both accept, with the annotations of the second where both have one. */
function combined(was: Parts, is: Parts, document?: OpenApi): Parts {
  const result = { ...was };
  for (const [key, value] of Object.entries(is)) {
    const old = was[key];
    if (old === undefined || isAnnotation(key) || isDeepStrictEqual(old, value)) result[key] = value;
    else if (key === "properties" && document)
      result[key] = combinedFields(document, old as Record<string, Schema>, value as Record<string, Schema>);
    else if (LIMITS[key]) result[key] = LIMITS[key](old as never, value as never);
    else throw new SpecError([`spec/openapi.yaml an allOf has two values of ${key}: ${JSON.stringify([old, value])}`]);
  }
  return result;
}

function combinedFields(document: OpenApi, was: Record<string, Schema>, is: Record<string, Schema>) {
  const result = { ...was };
  for (const [name, schema] of Object.entries(is)) result[name] = combinedField(document, was[name] ?? true, schema);
  return result;
}

function combinedField(document: OpenApi, was: Schema, is: Schema): Schema {
  if (was === true || is === false) return is;
  if (is === true || was === false) return was;
  const target = flat(document, is, []);
  const both = combined(flat(document, was, []), target, document);
  // A schema that limits no further than its own name says keeps that name.
  return isDeepStrictEqual(limitsOf(both), limitsOf(target)) ? is : (both as Schema);
}

function limitsOf(schema: Parts): Parts {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !isAnnotation(key)));
}
