import { join } from "node:path";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { createExportTaskBody } from "../generated/body-schemas.ts";
import { schemas } from "../generated/schemas.ts";
import { loadSpec } from "../generator/spec.ts";
import { bodyErrors } from "../src/body-errors.ts";
import { issuesOf } from "../src/messages.ts";
import { MORE_KEYWORDS } from "../src/schema/more-keywords.ts";
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

const [worldwide, country, province] = createExportTaskBody as [Schema, Schema, Schema];
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

describe("the keywords that schemas load on demand", () => {
  const KEYWORDS: Schema[] = [
    { type: "string", minLength: 2, maxLength: 3 },
    { type: "string", pattern: "^[a-z]+$" },
    { type: "number", exclusiveMinimum: 1.5, exclusiveMaximum: 3 },
    { type: "array", minItems: 1, maxItems: 2 },
  ];
  const VALUES = [
    ...["", "a", "ab", "abc", "abcd", "AB", "\u{1f600}", "\u{1f600}\u{1f600}\u{1f600}"],
    ...ODD,
    2,
    3,
    [1, 2, 3],
  ];

  it.each(KEYWORDS)("report the same errors as Ajv: %o", (schema) => {
    const validate = ajv.compile(schema);
    for (const value of VALUES) {
      validate(value);
      const expected = (validate.errors ?? []).map(({ keyword }) => keyword).sort();
      const found = errorsOf({ ...schema, more: MORE_KEYWORDS }, value).map(({ keyword }) => keyword);
      expect(found.sort(), JSON.stringify(value)).toEqual(expected);
    }
  });

  it("accept an absolute URI as the format uri, and nothing else", () => {
    const schema: Schema = { type: "string", format: "uri", more: MORE_KEYWORDS };
    for (const uri of ["https://www.example.com/a?b=c#d", "urn:isbn:1", "HTTP://a"])
      expect(errorsOf(schema, uri)).toEqual([]);
    for (const text of ["", "www.example.com", "/a", "https://", "https://a b", "https://example.com/\u00e4"])
      expect(errorsOf(schema, text), text).toEqual([{ instancePath: "", keyword: "format", param: "uri" }]);
  });

  it("name the limit in a message", () => {
    const issues = (schema: Schema, value: unknown) =>
      issuesOf([errorsOf({ ...schema, more: MORE_KEYWORDS }, value)], value).map(({ message }) => message);
    expect(issues({ minLength: 2 }, "a")).toEqual(['the value must be at least 2 characters long, not "a"']);
    expect(issues({ maxLength: 0 }, "a")).toEqual(['the value must be at most 0 characters long, not "a"']);
    expect(issues({ pattern: "^b" }, "a")).toEqual(['the value must be text that matches ^b, not "a"']);
    expect(issues({ format: "uri" }, "a")).toEqual(['the value must be an absolute URI, not "a"']);
    expect(issues({ exclusiveMinimum: 1 }, 1)).toEqual(["the value must be more than 1, not 1"]);
    expect(issues({ exclusiveMaximum: 1 }, 1)).toEqual(["the value must be less than 1, not 1"]);
    expect(issues({ minItems: 2 }, [])[0]).toMatch(/^the value must be a list of at least 2, not /);
    expect(issues({ maxItems: 0 }, [1])[0]).toMatch(/^the value must be a list of at most 0, not /);
  });
});

describe("bodyErrors", () => {
  it("returns nothing for a body that one of the schemas accepts, otherwise the errors of each", () => {
    expect(bodyErrors({ action: "uv", country: "cn", province: "beijing" })).toEqual([]);
    expect(bodyErrors({ action: "top_url_detail", country: "cn" })).toHaveLength(3);
  });
});
