// Keywords that types can't express, and whether a change of each makes the set of values smaller or larger.
import type { Note } from "../notes.ts";
import type { Piece } from "../operations.ts";
import { isWhole, normal, number } from "./normal.ts";
import { isText, sortedKeys } from "./texts.ts";

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
/** Different values aren't comparable, but two of them together are narrower than one. */
const same: Compare = (before, after) => {
  const [old, fresh] = [before, after].map((value) => (value === undefined ? [] : [value].flat().map(text))) as [
    string[],
    string[],
  ];
  if (old.every((value) => fresh.includes(value))) return "narrower";
  return fresh.every((value) => old.includes(value)) ? "wider" : "different";
};
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

/** Limits whose effect on a value isn't computed here. */
const PATTERNS = [...OPAQUE.split(" "), "exclusiveMinimum", "exclusiveMaximum", "format"];

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

/** The keywords of two schemas that both apply: of each limit, the narrower one. Other keywords are those of the second. */
export function combined(first: Piece, second: Piece): Piece {
  const limits = Object.keys(LIMITS).flatMap((keyword) => {
    const [a, b] = [first[keyword], second[keyword]];
    if (a === undefined || b === undefined || text(a) === text(b)) return [];
    const kind = LIMITS[keyword]?.(a, b);
    // Two patterns apply both.
    return [[keyword, kind === "wider" ? a : kind === "different" ? [a, b].flat().sort() : b]];
  });
  return { ...first, ...second, ...Object.fromEntries(limits) };
}

/** The values of a closed list that the limits beside it allow. */
function allowed(schema: Piece): unknown[] | undefined {
  const values = "const" in schema ? [schema.const] : (schema.enum as unknown[] | undefined);
  const { minimum, maximum, minLength, maxLength } = normal(schema);
  return values?.filter((value) => {
    const length = typeof value === "string" ? [...value].length : 0;
    if (typeof value === "string") return length >= number(minLength, 0) && length <= number(maxLength, Infinity);
    return typeof value !== "number" || (value >= number(minimum, -Infinity) && value <= number(maximum, Infinity));
  });
}

/** Limits beside a list only matter for its values. */
function ofLists(before: Piece, after: Piece): Shift[] | undefined {
  const [old, fresh] = [allowed(before), allowed(after)];
  const listed = (schema: Piece) => ("const" in schema ? [schema.const] : (schema.enum as unknown[]));
  if (!old || !fresh || PATTERNS.some((keyword) => text(before[keyword]) !== text(after[keyword]))) return undefined;
  const lost = old.filter((value) => !fresh.includes(value) && listed(after).includes(value));
  const gained = fresh.filter((value) => !old.includes(value) && listed(before).includes(value));
  return [
    ...lost.map((value): Shift => ({ kind: "narrower", what: `has a limit that refuses ${value}` })),
    ...gained.map((value): Shift => ({ kind: "wider", what: `has no limit that refuses ${value} now` })),
  ];
}

/** The changes of keywords between two schemas without references. */
export function shifts(original: Piece, changed: Piece): Shift[] {
  const [before, after] = [normal(original), normal(changed)];
  const ofLimits = ofLists(original, changed) ?? limitShifts(before, after);
  const other = text(original.format) !== text(changed.format) && isWhole(original) && isWhole(changed);
  return [
    ...ofLimits,
    ...(other && ofLimits.length === 0
      ? [{ kind: "reformatted" as const, ...says("format", original.format, changed.format) }]
      : []),
    ...unknown(before, after),
    ...fractions(before, after),
    ...closed(before, after),
    ...defaults(before, after),
    ...deprecation(before, after),
  ];
}

/** Keywords that are compared elsewhere: as types, as texts, or below. */
const ELSEWHERE =
  "x-known-values type enum const required items additionalProperties unevaluatedProperties default deprecated";

/** Changes of keywords whose meaning isn't known here. */
function unknown(before: Piece, after: Piece): Shift[] {
  const known = [...Object.keys(LIMITS), ...ELSEWHERE.split(" ")];
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keywords
    .filter((keyword) => !known.includes(keyword) && !isText(keyword))
    .filter((keyword) => text(before[keyword]) !== text(after[keyword]))
    .map((keyword) => ({ kind: "unknown keyword", ...says(keyword, before[keyword], after[keyword]) }));
}

function limitShifts(before: Piece, after: Piece): Shift[] {
  return Object.entries(LIMITS).flatMap(([keyword, compare]): Shift[] => {
    const [a, b] = [before[keyword], after[keyword]];
    const kind = text(a) === text(b) ? undefined : compare(a, b);
    return kind ? [{ kind, ...says(keyword, a, b) }] : [];
  });
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

/** A positive difference is narrower. */
function ordered(difference: number): "narrower" | "wider" | undefined {
  return difference > 0 ? "narrower" : difference < 0 ? "wider" : undefined;
}
