// The limits of a schema by their effect.
import type { Piece } from "../operations.ts";

/** Writes limits in one way, whatever way they are written in, and without those that have no effect. */
export function normal(schema: Piece): Piece {
  const { minLength, minItems, minProperties, multipleOf, ...rest } = schema;
  const kinds = [schema.type ?? []].flat();
  const applies = (keyword: string) => {
    const kind = Object.keys(LIMITS_OF).find((name) => LIMITS_OF[name]?.split(" ").includes(keyword));
    return (
      kind === undefined || kinds.length === 0 || kinds.some((name) => (name === "integer" ? "number" : name) === kind)
    );
  };
  const strict = {
    ...rest,
    ...(minLength !== 0 && { minLength }),
    ...(minItems !== 0 && { minItems }),
    ...(minProperties !== 0 && { minProperties }),
    ...(!(multipleOf === 1 && isWhole(schema)) && { multipleOf }),
  };
  const used = Object.fromEntries(Object.entries(strict).filter(([keyword]) => applies(keyword)));
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, format, ...others } = used;
  // Formats of integers are ranges. They mean nothing beside a fraction, and numbers don't leave those of int64.
  const formatted = String(format).startsWith("int") ? {} : { format };
  if (!isWhole(schema)) return { ...used, format: undefined, ...formatted };
  const range = format === "int32" ? 2 ** 31 : Infinity;
  const least = Math.max(
    Math.ceil(number(minimum, -Infinity)),
    Math.floor(number(exclusiveMinimum, -Infinity)) + 1,
    -range,
  );
  const most = Math.min(
    Math.floor(number(maximum, Infinity)),
    Math.ceil(number(exclusiveMaximum, Infinity)) - 1,
    range - 1,
  );
  return {
    ...others,
    ...(least > -Infinity && { minimum: least }),
    ...(most < Infinity && { maximum: most }),
    ...formatted,
  };
}

const LIMITS_OF: Readonly<Record<string, string>> = {
  number: "minimum exclusiveMinimum maximum exclusiveMaximum multipleOf",
  string: "minLength maxLength pattern contentEncoding contentMediaType",
  array: "minItems maxItems uniqueItems contains minContains maxContains",
  object: "minProperties maxProperties propertyNames patternProperties dependentRequired dependentSchemas",
};

export function isWhole({ type }: Piece): boolean {
  return [type].flat().includes("integer") && ![type].flat().includes("number");
}

export function number(value: unknown, absent: number): number {
  return typeof value === "number" ? value : absent;
}
