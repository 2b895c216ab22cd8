// The lint accepts the spec, and reports anything that is removed from it, with its name and place.
import { describe, expect, it } from "vitest";
import { lint } from "../generator/lint.ts";
import { loadSpec, type SchemaObject, type Spec } from "../generator/spec.ts";

const spec = await loadSpec(new URL("../../../spec", import.meta.url).pathname);
const PATH = "/v1/cdn/statistics/export-tasks";

/** Returns the problems of a copy of the spec from which something was removed. */
function without(take: (copy: Spec) => void): string[] {
  const { rules, ...plain } = spec;
  const copy = { ...structuredClone(plain), rules: rules.map((rule) => ({ ...rule })) };
  take(copy);
  return lint(copy);
}

const schema = ({ document }: Spec, name: string) => document.components.schemas[name] as SchemaObject;
const operation = ({ document }: Spec, method: string) => {
  const found = document.paths[PATH]?.[method];
  if (!found) throw new Error(`no ${method}`);
  return found;
};

describe("the lint", () => {
  it("finds no problems in the spec", () => {
    expect(lint(spec)).toEqual([]);
  });

  it.each<[string, string, (copy: Spec) => unknown]>([
    ["a server", "servers.0", ({ document }) => delete document.servers[0]?.["x-evidence"]],
    ["an operation", `paths.${PATH}.post`, (copy) => delete operation(copy, "post")["x-evidence"]],
    [
      "a parameter",
      `paths.${PATH}.get.parameters.2`,
      (copy) => delete operation(copy, "get").parameters?.[2]?.["x-evidence"],
    ],
    [
      "a response",
      `paths.${PATH}.get.responses.200`,
      (copy) => delete operation(copy, "get").responses[200]?.["x-evidence"],
    ],
    [
      "a header",
      "components.responses.Error.headers.X-Request-Id",
      ({ document }) => delete document.components.responses.Error?.headers?.["X-Request-Id"]?.["x-evidence"],
    ],
    [
      "a security scheme",
      "components.securitySchemes.aksk",
      ({ document }) => delete document.components.securitySchemes?.aksk?.["x-evidence"],
    ],
    ["a schema", "components.schemas.Interval", (copy) => delete schema(copy, "Interval")["x-evidence"]],
    [
      "a field of a response",
      "components.schemas.ExportTask.properties.status",
      (copy) => Object.assign(schema(copy, "ExportTask").properties?.status ?? {}, { "x-evidence": "" }),
    ],
    [
      "a value",
      "components.schemas.Interval.x-values.300",
      (copy) => delete schema(copy, "Interval")["x-values"]?.[300]?.["x-evidence"],
    ],
    [
      "a refused field",
      "components.schemas.WorldwideExport.x-refused.country",
      (copy) => delete schema(copy, "WorldwideExport")["x-refused"]?.country?.["x-evidence"],
    ],
  ])("reports missing evidence of %s", (_, place, take) => {
    const found = without(take);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^spec\/openapi\.yaml:\d+:\d+ /);
    expect(found[0]).toContain(` ${place} has no x-evidence: name its source`);
  });

  it.each([
    "sure",
    "documented",
    "documented for the query APIs",
    "documented (CreateExportTask)",
    "documented (CreateExportTask, 2026-13-01)",
    "documented (CreateExportTask, 2026-02-30)",
    "documented (2026-08-12, CreateExportTask)",
    "sdk (seven languages)",
    "sdk (2026-10)",
    "inferred",
    "seen ()",
    "documented (CreateExportTask, 2026-09-28); that it applies is inferred",
    "documented (CreateExportTask, 2026-09-28), sdk (2026-08-20)",
  ])("reports evidence that doesn't say where a fact was seen: %s", (text) => {
    const [found] = without((copy) => Object.assign(schema(copy, "Interval"), { "x-evidence": text }));
    expect(found).toContain("components.schemas.Interval has x-evidence that isn't a source, ");
  });

  it.each([
    "unknown",
    "documented (ErrorCode, no date)",
    "documented (FAQ, 2023-11-30, top URLs); sdk (2026-10-22, a; b)",
    "seen (the page's example, a number); inferred (both; or one)\n",
  ])("accepts evidence with page and date: %s", (text) => {
    expect(without((copy) => Object.assign(schema(copy, "Interval"), { "x-evidence": text }))).toEqual([]);
  });

  it("reports a value without names, and a refused field without a reason", () => {
    expect(without((copy) => schema(copy, "Action").enum?.push("made_up"))[0]).toMatch(
      /Action has a value made_up without \{ en, zh, x-evidence \} in x-values$/,
    );
    expect(without((copy) => delete schema(copy, "CountryExport")["x-refused"])[0]).toContain(
      "CountryExport.properties.province is refused without { rule, x-evidence } in x-refused",
    );
  });

  it("accepts a response without examples, unless no value can be made for its schema", () => {
    const json = (copy: Spec) => operation(copy, "get").responses[200]?.content?.["application/json"];
    expect(without((copy) => delete json(copy)?.examples)).toEqual([]);
    const found = without((copy) => {
      delete json(copy)?.examples;
      Object.assign(schema(copy, "ExportTask").properties?.task_id ?? {}, { pattern: "^[0-9a-f]{32}$" });
    });
    expect(found[0]).toMatch(
      /^spec\/openapi\.yaml:\d+:\d+ .*json has no examples, and none can be made from its schema: no text is known for \^\[0-9a-f\]/,
    );
  });

  it.each<[string, (copy: Spec) => unknown]>([
    ["spec/rules.ts start-before-end has no evidence", ({ rules }) => Object.assign(rules[0] ?? {}, { evidence: "" })],
    [
      "spec/codes/errors.json:2:3 CDN.0000 has no evidence",
      ({ errors }) => Object.assign(errors[0] ?? {}, { evidence: undefined }),
    ],
    [
      "spec/codes/countries.json:2:3 cn has no evidence",
      ({ codes }) => Object.assign(codes.countries?.[0] ?? {}, { evidence: "" }),
    ],
    ["spec/codes/errors.json:2:3 CDN.0000 needs", ({ errors }) => Object.assign(errors[0]?.advice ?? {}, { zh: "" })],
    [
      "spec/questions.yaml ExportTask.status needs",
      ({ questions }) => Object.assign(questions[0] ?? {}, { client: "" }),
    ],
  ])("reports %s", (message, take) => {
    const found = without(take);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it("reports line and column", () => {
    const line = spec.texts["openapi.yaml"]?.split("\n").indexOf("    Interval:") ?? 0;
    const [found] = without((copy) => delete schema(copy, "Interval")["x-evidence"]);
    // The first line below the name.
    expect(found).toMatch(new RegExp(`^spec/openapi\\.yaml:${line + 2}:`));
  });
});
