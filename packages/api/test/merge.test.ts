// Changes limits in a copy of the spec, and checks what the generator makes of them.
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { operations } from "../generator/outputs/operations.ts";
import { reference } from "../generator/outputs/reference.ts";
import { bodySchemas } from "../generator/outputs/schemas.ts";
import { types } from "../generator/outputs/types.ts";
import { loadSpec, type Schema, type SchemaObject, type Spec } from "../generator/spec.ts";
import { exportCallsOf } from "./export-calls.ts";

const SPEC = join(import.meta.dirname, "../../../spec");
const folder = await mkdtemp(join(tmpdir(), "merge-"));
afterAll(() => rm(folder, { recursive: true }));

/** Returns the spec with some schemas replaced or added. */
async function specWith(schemas: Record<string, Schema>): Promise<Spec> {
  await cp(SPEC, folder, { recursive: true });
  const file = join(folder, "openapi.yaml");
  const document = parse(await readFile(file, "utf8"));
  for (const [name, schema] of Object.entries(schemas))
    document.components.schemas[name] =
      typeof schema === "object" ? { description: "Text.", "x-evidence": "inferred (test)", ...schema } : schema;
  await writeFile(file, stringify(document));
  return await loadSpec(folder);
}

const named = (spec: Spec, name: string) => spec.document.components.schemas[name] as SchemaObject;
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

describe("limits of text", () => {
  it("reach the validators, the types' comments, the metadata and the reference", async () => {
    const spec = await specWith({
      DomainName: { type: "string", minLength: 4, maxLength: 99, pattern: "^[a-z]" },
      Isp: { type: "string", format: "uri" },
    });
    const code = bodySchemas(spec);
    expect(code).toContain('import { MORE_KEYWORDS } from "../src/schema/more-keywords.ts";');
    expect(code).toContain('minLength: 4, maxLength: 99, pattern: "^[a-z]", more: MORE_KEYWORDS }');
    expect(code).toContain('format: "uri", more: MORE_KEYWORDS }');
    expect(await types(spec)).toContain("Length: 4 to 99 characters. Pattern: `^[a-z]`.");
    expect(operations(spec)).toContain('"minLength": 4');
    expect(reference(spec)).toContain("Length: 4 to 99 characters; Pattern: `^[a-z]`");
  });

  it("load nothing more in a spec without them", async () => {
    expect(bodySchemas(exportCallsOf(await loadSpec(SPEC)))).not.toContain("more");
  });

  it("are refused if the validators don't know them", async () => {
    const spec = await specWith({ Isp: { type: "string", format: "ipv4" } });
    expect(() => bodySchemas(spec)).toThrow(
      'components.schemas.Isp has format: "ipv4", which the validators can\'t check here',
    );
  });
});

describe("allOf", () => {
  it("combines limits: the stricter one counts, in any order", async () => {
    const limits = { type: "integer", minimum: 5, maximum: 50, exclusiveMinimum: 6 } satisfies SchemaObject;
    const spec = await specWith({
      Base: { type: "integer", minimum: 10, maximum: 99 },
      First: { allOf: [limits, ref("Base")] },
      Last: { allOf: [ref("Base"), limits] },
    });
    expect(named(spec, "First")).toMatchObject({ type: "integer", minimum: 10, maximum: 50, description: "Text." });
    expect(named(spec, "Last")).toMatchObject({ type: "integer", minimum: 10, maximum: 50 });
  });

  it("combines fields, and keeps the name of a schema that has all limits", async () => {
    const spec = await specWith({
      Fields: { type: "object", properties: { action: ref("Action"), isp: ref("Isp"), country: ref("Country") } },
      Regional: {
        allOf: [ref("Fields")],
        required: ["country"],
        unevaluatedProperties: false,
        properties: { action: ref("RegionalAction"), isp: false, country: ref("China") },
      },
    });
    expect(named(spec, "Regional")).toMatchObject({
      type: "object",
      required: ["country"],
      unevaluatedProperties: false,
      properties: { action: ref("RegionalAction"), isp: false, country: ref("China") },
    });
    expect(Object.keys(named(spec, "Regional").properties ?? {})).toEqual(["action", "isp", "country"]);
  });

  it("of one reference is that reference", async () => {
    const { components } = (
      await specWith({ Other: { type: "object", properties: { by: { allOf: [ref("GroupBy")] } } } })
    ).document;
    expect(components.schemas.Other).toMatchObject({ properties: { by: ref("GroupBy") } });
    expect(components.schemas.GroupBy).toBeDefined();
  });

  it("is refused if its parts contradict each other, or contain themselves", async () => {
    await expect(specWith({ Isp: { allOf: [{ type: "string", pattern: "a" }, { pattern: "b" }] } })).rejects.toThrow(
      'an allOf has two values of pattern: ["a","b"]',
    );
    await expect(specWith({ Isp: { allOf: [ref("Isp")] } })).rejects.toThrow("Isp contains itself in allOf");
  });
});

describe("an exclusive limit", () => {
  it("of an integer is the next inclusive one", async () => {
    const spec = await specWith({ StartTime: { type: "integer", exclusiveMinimum: -1, exclusiveMaximum: 10 } });
    expect(named(spec, "StartTime")).toEqual({
      description: "Text.",
      "x-evidence": "inferred (test)",
      type: "integer",
      minimum: 0,
      maximum: 9,
    });
  });
});
