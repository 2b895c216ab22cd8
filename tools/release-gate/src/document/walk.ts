// Walks the schemas of two revisions side by side. It follows references, so it doesn't matter where a schema is written.
import { resolve, type Schema, type Spec } from "../../../../packages/api/generator/spec.ts";
import type { Piece } from "../operations.ts";
import { pair } from "../pair.ts";
import { combined } from "./limits.ts";

export interface Visit {
  /** `interval`, `data[].status`; empty for the schema itself. */
  path: string;
  /** The shape, if the place has several. */
  branch: string | undefined;
  before: Piece;
  after: Piece;
}

/** Yields every place that both have. */
export function* walkSchemas(
  specs: [Spec, Spec],
  before: Schema | undefined,
  after: Schema | undefined,
): Generator<Visit> {
  yield* walk(specs, before, after, "", undefined, []);
}

function* walk(
  specs: [Spec, Spec],
  was: Schema | undefined,
  is: Schema | undefined,
  path: string,
  branch: string | undefined,
  under: readonly string[],
): Generator<Visit> {
  const [before, after] = [flat(specs[0], was), flat(specs[1], is)];
  if (!before || !after) return;
  // A schema may contain itself.
  const key = `${before.name} ${after.name}`;
  if (before.name && after.name && under.includes(key)) return;
  const below = [...under, key];
  yield { path, branch, before: before.keywords, after: after.keywords };

  for (const [name, schema] of Object.entries(before.properties)) {
    yield* walk(specs, schema, after.properties[name], path === "" ? name : `${path}.${name}`, branch, below);
  }
  for (const [keyword, ending] of [
    ["items", "[]"],
    ["additionalProperties", "[*]"],
  ] as const) {
    yield* walk(specs, schemaOf(before, keyword), schemaOf(after, keyword), `${path}${ending}`, branch, below);
  }
  if (before.choices.length === 0 && after.choices.length === 0) return;
  const [old, fresh] = [before, after].map((schema, side) =>
    (schema.choices.length > 0 ? schema.choices : [schema.source]).map((choice) => ({
      choice,
      ...describe(specs[side] as Spec, choice),
    })),
  ) as [Choice[], Choice[]];
  const { both } = pair(
    old,
    fresh,
    ({ name }) => name,
    ({ fields }) => fields,
  );
  for (const [a, b] of both) {
    yield* walk(specs, a.choice, b.choice, path, both.length > 1 ? b.name : branch, below);
  }
}

interface Choice {
  choice: Schema;
  name: string | undefined;
  fields: string[];
}

interface Flat {
  source: Schema;
  name: string | undefined;
  properties: Record<string, Schema>;
  choices: Schema[];
  /** All other keywords. */
  keywords: Piece;
}

/** A schema without its reference and `allOf`, or `undefined` for a field that isn't allowed. */
function flat(spec: Spec, schema: Schema | undefined): Flat | undefined {
  if (typeof schema !== "object") return undefined;
  const {
    $ref,
    properties = {},
    oneOf,
    anyOf,
    allOf = [],
    ...keywords
  } = schema as Exclude<Schema, boolean> & { allOf?: Schema[] };
  const parts = [...($ref === undefined ? [] : [resolve(spec, schema)]), ...allOf].flatMap(
    (part) => flat(spec, part) ?? [],
  );
  return {
    source: schema,
    name: $ref?.split("/").at(-1),
    properties: Object.assign({}, ...parts.map((part) => part.properties), properties) as Record<string, Schema>,
    choices: [...parts.flatMap(({ choices }) => choices), ...(oneOf ?? anyOf ?? [])],
    keywords: [...parts.map((part) => part.keywords), keywords].reduce(combined, {}),
  };
}

function describe(spec: Spec, schema: Schema): Omit<Choice, "choice"> {
  const found = flat(spec, schema);
  const fields = Object.entries(found?.properties ?? {}).flatMap(([name, field]) => (field === false ? [] : [name]));
  return { name: found?.name, fields };
}

function schemaOf({ keywords }: Flat, keyword: string): Schema | undefined {
  return keywords[keyword] as Schema | undefined;
}
