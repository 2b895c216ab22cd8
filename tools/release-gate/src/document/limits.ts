// Keywords that types can't express, and whether a change of each makes the set of values smaller or larger.
import type { Note } from "../notes.ts";
import type { Piece } from "../operations.ts";

/** The change of one keyword. */
export type Shift = Pick<Note, "kind" | "what" | "says">;

type Compare = (before: unknown, after: unknown) => "narrower" | "wider" | "different" | undefined;

/** A larger number is narrower. */
const atLeast =
  (absent: number): Compare =>
  (before, after) =>
    ordered(number(after, absent) - number(before, absent));
/** A smaller number is narrower. */
const atMost: Compare = (before, after) => ordered(number(before, Infinity) - number(after, Infinity));
/** Different values aren't comparable. */
const same: Compare = (before, after) =>
  before === undefined ? "narrower" : after === undefined ? "wider" : "different";
const flag: Compare = (before, after) => ordered(Number(after === true) - Number(before === true));
/** Formats that are part of another format. */
const WITHIN: Record<string, string> = { int32: "int64", float: "double" };
const format: Compare = (before, after) => {
  if (WITHIN[String(before)] === after) return "wider";
  return WITHIN[String(after)] === before ? "narrower" : same(before, after);
};

/** Keywords whose values aren't comparable. */
const OPAQUE =
  "multipleOf pattern contentEncoding contentMediaType not if then else contains propertyNames patternProperties dependentRequired dependentSchemas";

const LIMITS: Readonly<Record<string, Compare>> = {
  minimum: atLeast(-Infinity),
  exclusiveMinimum: atLeast(-Infinity),
  maximum: atMost,
  exclusiveMaximum: atMost,
  minLength: atLeast(0),
  maxLength: atMost,
  minItems: atLeast(0),
  maxItems: atMost,
  minProperties: atLeast(0),
  maxProperties: atMost,
  uniqueItems: flag,
  format,
  minContains: atLeast(1),
  maxContains: atMost,
  ...Object.fromEntries(OPAQUE.split(" ").map((keyword) => [keyword, same])),
};

/** The changes of keywords between two schemas without references. */
export function shifts(before: Piece, after: Piece): Shift[] {
  const found = Object.entries(LIMITS).flatMap(([keyword, compare]): Shift[] => {
    const [a, b] = [before[keyword], after[keyword]];
    const kind = text(a) === text(b) ? undefined : compare(a, b);
    return kind ? [{ kind, ...says(keyword, a, b) }] : [];
  });
  return [
    ...found,
    ...fractions(before, after),
    ...closed(before, after),
    ...defaults(before, after),
    ...deprecation(before, after),
  ];
}

export function deprecation(before: Piece, after: Piece): Shift[] {
  if ((before.deprecated === true) === (after.deprecated === true)) return [];
  return after.deprecated === true
    ? [{ kind: "deprecated", what: "is deprecated" }]
    : [{ kind: "deprecated no more", what: "is no longer deprecated" }];
}

/** `integer` and `number` are the same type in TypeScript. */
function fractions(before: Piece, after: Piece): Shift[] {
  const takes = ({ type }: Piece, name: string) => [type].flat().includes(name);
  if (takes(before, "number") && takes(after, "integer") && !takes(after, "number"))
    return [{ kind: "fractions refused", what: "is a whole number now" }];
  if (takes(before, "integer") && !takes(before, "number") && takes(after, "number"))
    return [{ kind: "fractions allowed", what: "may have a fraction now" }];
  return [];
}

/** Whether unnamed fields are rejected. */
function closed(before: Piece, after: Piece): Shift[] {
  const isClosed = ({ unevaluatedProperties, additionalProperties }: Piece) =>
    unevaluatedProperties === false || additionalProperties === false;
  if (isClosed(before) === isClosed(after)) return [];
  return isClosed(after)
    ? [{ kind: "narrower", what: "rejects unknown fields now" }]
    : [{ kind: "wider", what: "accepts unknown fields now" }];
}

function defaults({ default: a }: Piece, { default: b }: Piece): Shift[] {
  if (text(a) === text(b)) return [];
  const kind = a === undefined || b === undefined ? "default documented" : "other default";
  return [{ kind, ...says("default", a, b) }];
}

function says(keyword: string, before: unknown, after: unknown): Pick<Shift, "what" | "says"> {
  const [was, is] = [short(before), short(after)];
  if (after === undefined) return { what: `lost ${keyword} ${was}`, says: `no longer has the ${keyword} \`${was}\`` };
  if (before === undefined) return { what: `gained ${keyword} ${is}`, says: `has the ${keyword} \`${is}\` now` };
  return {
    what: `has ${keyword} ${is}, was ${was}`,
    says: `has the ${keyword} \`${is}\` now, and had \`${was}\` before`,
  };
}

function short(value: unknown): string {
  const drawn = typeof value === "string" ? value : text(value);
  return drawn.length > 60 ? `${drawn.slice(0, 57)}...` : drawn;
}

function text(value: unknown): string {
  return JSON.stringify(value, sortedKeys) ?? "";
}

/** For JSON.stringify: the order of keys has no meaning. */
export function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function number(value: unknown, absent: number): number {
  return typeof value === "number" ? value : absent;
}

/** A positive difference is narrower. */
function ordered(difference: number): "narrower" | "wider" | undefined {
  return difference > 0 ? "narrower" : difference < 0 ? "wider" : undefined;
}
