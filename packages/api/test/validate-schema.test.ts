import { join } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { bodySchemas } from "../generated/body-schemas.ts";
import { schemas } from "../generated/schemas.ts";
import { loadSpec } from "../generator/spec.ts";
import { bodyErrors } from "../src/body-errors.ts";
import { errorsOf, type Schema, type SchemaError } from "../src/schema/validate-schema.ts";

const { document } = await loadSpec(join(import.meta.dirname, "../../../spec"));
const INT32_MAX = 2 ** 31 - 1;
const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: false,
  strictNumbers: true,
  formats: { int64: true, int32: { type: "number", validate: (value) => Math.abs(value + 0.5) <= INT32_MAX + 0.5 } },
  schemas: [{ $id: "openapi", components: document.components }],
});

const [worldwide, country, province] = bodySchemas.createExportTask as [Schema, Schema, Schema];
const [service, gateway] = schemas.listExportTasks_default as [Schema, Schema];
const [list] = schemas.listExportTasks_200 as [Schema];
const CASES: [name: string, schema: Schema][] = [
  ["WorldwideExport", worldwide],
  ["CountryExport", country],
  ["ProvinceExport", province],
  ["ServiceError", service],
  ["GatewayError", gateway],
  ["ExportTaskList", list],
];

/** Values at the limits of a schema. */
const ODD = [
  ...[null, true, false, "", "cn", "300", "all", "uv", "top_url_detail", "domain", "global", "flux", "en", [], {}],
  ...[0, -0, -1, 1.5, 300, 3600, INT32_MAX, INT32_MAX + 1, -INT32_MAX - 1, -INT32_MAX - 2, 1e21, Number.NaN],
  ...[Number.POSITIVE_INFINITY, undefined, ["cn"], [1], { code: 1 }],
];
const UNKNOWN = ["extra", "toString", "constructor", "a/b", "data"];

/** Returns the same numbers in each run. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A value that often fits the schema. */
function valueFor(schema: Schema | false, random: (below: number) => number): unknown {
  const { type, enum: allowed, items, properties } = schema || {};
  const oneOf = (values: readonly unknown[]) => values[random(values.length)];
  if (!schema || random(8) === 0) return oneOf(ODD);
  if (items) return Array.from({ length: random(3) }, () => valueFor(items, random));
  if (!properties) return oneOf(allowed ?? (type === "integer" ? [300, 3600, 0] : ["cn", "all"]));
  const given = Object.entries(properties).filter(([, part]) => random(8) < (part ? 6 : 1));
  const value = Object.fromEntries(given.map(([name, part]) => [name, valueFor(part, random)]));
  return random(8) > 0 ? value : { ...value, [String(oneOf(UNKNOWN))]: 1 };
}

/** Converts Ajv's error to ours. Ajv treats int32 as a format, we treat it as a range. */
function ours({ instancePath, keyword, params, data }: ErrorObject): SchemaError {
  if (keyword === "format") {
    const isHigh = Number(data) > 0;
    return { instancePath, keyword: isHigh ? "maximum" : "minimum", param: isHigh ? INT32_MAX : -INT32_MAX - 1 };
  }
  const { type, limit, allowedValues, allowedValue, missingProperty, unevaluatedProperty } = params;
  const param = type ?? limit ?? allowedValues ?? allowedValue ?? missingProperty ?? unevaluatedProperty;
  return { instancePath, keyword, ...(param !== undefined && { param }) };
}

describe("errorsOf reports the same errors as Ajv", () => {
  it.each(CASES)("for any %s", (name, schema) => {
    const validate = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
    const random = seeded(20_261_130);
    let legal = 0;
    for (let i = 0; i < 5000; i++) {
      const value = i < ODD.length ? ODD[i] : valueFor(schema, random);
      const isLegal = validate(value);
      const expected = [...(validate.errors ?? [])].filter(({ keyword }) => keyword !== "$ref").map(ours);
      expect(errorsOf(schema, value), JSON.stringify(value)).toEqual(expected);
      if (isLegal) legal++;
    }
    expect(legal).toBeGreaterThan(100);
  });
});

describe("bodyErrors", () => {
  it("returns nothing for a body that one of the schemas accepts, otherwise the errors of each", () => {
    expect(bodyErrors("createExportTask", { action: "uv", country: "cn", province: "beijing" })).toEqual([]);
    expect(bodyErrors("createExportTask", { action: "top_url_detail", country: "cn" })).toHaveLength(3);
  });
});
