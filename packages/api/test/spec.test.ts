import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { WHOLE_DAYS } from "../../../spec/rules.ts";
import { adviceOf, commonAdvice } from "../generated/advice.ts";
import { catalogue, lookUp } from "../generated/errors.ts";
import { examples } from "../generated/examples.ts";
import { operations, SPEC_VERSION } from "../generated/operations.ts";
import { ACTION_NAMES, ACTIONS, countries, INTERVAL_NAMES, isps, provinces } from "../generated/values.ts";
import { listOperations, loadSpec } from "../generator/spec.ts";
import { validateRequest, validateResponse } from "../src/validate.ts";

const SPEC = new URL("../../../spec", import.meta.url).pathname;
const spec = await loadSpec(SPEC);

interface Media {
  examples?: Record<string, { value: unknown }>;
}

const examplesOf = (content: Record<string, unknown> | undefined) =>
  Object.entries((content?.["application/json"] as Media | undefined)?.examples ?? {});

describe("the spec", () => {
  it("has only examples that match its schemas", () => {
    const { post, get } = spec.document.paths["/v1/cdn/statistics/export-tasks"] ?? {};
    const bodies = examplesOf(post?.requestBody?.content);
    const lists = examplesOf(get?.responses["200"]?.content);
    const errors = examplesOf(spec.document.components.responses.Error?.content);
    expect([bodies.length, lists.length, errors.length]).toEqual([6, 5, 2]);
    for (const [name, { value }] of bodies)
      expect(validateRequest("createExportTask", { body: value }), name).toEqual([]);
    for (const [name, { value }] of lists) expect(validateResponse("listExportTasks", 200, value), name).toEqual([]);
    for (const [name, { value }] of errors) expect(validateResponse("listExportTasks", 400, value), name).toEqual([]);
  });

  it("sets one dialect for the whole document, so that newer keywords apply", async () => {
    const text = await readFile(new URL("../../../spec/openapi.yaml", import.meta.url), "utf8");
    expect(text).toContain("jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema");
  });
});

describe("the rules", () => {
  it("only name actions of the spec", () => {
    expect(operations.createExportTask.body.action.values).toEqual(expect.arrayContaining([...WHOLE_DAYS]));
  });
});

describe("the generated code", () => {
  it("contains the version of the spec", () => {
    expect(SPEC_VERSION).toBe(spec.version);
  });

  it("contains the path, method and fields of each operation", () => {
    expect(operations.createExportTask).toMatchObject({ method: "POST", path: "/v1/cdn/statistics/export-tasks" });
    expect(Object.keys(operations.createExportTask.body)).toContain("domain_name");
    expect(operations.createExportTask.body.interval.values).toEqual([300, 3600]);
    expect(operations.createExportTask.body.country).toMatchObject({ open: true });
    expect(operations.listExportTasks.query.limit).toMatchObject({ minimum: 0, maximum: 100, default: 10 });
  });

  it("has both names of every code in the tables", () => {
    for (const table of [countries, provinces, isps]) {
      expect(new Set(table.map(({ code }) => code)).size).toBe(table.length);
      for (const { code, en, zh } of table)
        expect([code, en, zh].join()).toMatch(/^[a-z]+,[A-Z].*,[\p{Script=Han}、]+$/u);
    }
    expect(countries[0]).toEqual({ code: "cn", en: "China", zh: "中国" });
  });

  it("has both names of every value of an enumeration", () => {
    expect(ACTION_NAMES.map(({ code }) => code)).toEqual(ACTIONS);
    expect(ACTION_NAMES.at(-1)).toEqual({ code: "uv", en: "unique visitors", zh: "独立访客数" });
    expect(INTERVAL_NAMES.map(({ code }) => code)).toEqual(["300", "3600"]);
  });

  it("has an example of each successful response, without a body where none is documented", () => {
    expect(examples.createExportTask).toEqual({ status: 200, body: undefined });
    expect(examples.listExportTasks).toMatchObject({ status: 200, body: { total: 1 } });
  });

  it("finds an error by either prefix of the gateway, and none for other codes", () => {
    expect(lookUp("APIG.0308")).toBe(catalogue["APIGW.0308"]);
    expect(lookUp("CDN.0202")?.status).toEqual([200]);
    expect(lookUp("CDN.9999")).toBeUndefined();
    expect(lookUp("constructor")).toBeUndefined();
  });
});

describe("the error catalogue", () => {
  it("has one row per code, with advice in both languages", () => {
    const codes = spec.errors.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(Object.keys(catalogue)).toEqual(codes);
    for (const [code, { status, meaning, advice }] of Object.entries(catalogue)) {
      expect(code).toMatch(/^(CDN\.(\d{4}|00010182)|APIGW\.\d{4})$/);
      expect(status.length, code).toBeGreaterThan(0);
      expect(meaning, code).not.toMatch(/[.\n]$/);
      expect(advice.en, code).toMatch(/^[A-Z].*\.$/);
      expect(advice.zh, code).toMatch(/\p{Script=Han}.*。$/u);
    }
  });

  it("returns advice for common codes without loading the catalogue, and for all other codes with it", async () => {
    expect(Object.keys(commonAdvice)).toEqual(spec.errors.filter(({ common }) => common).map(({ code }) => code));
    for (const [code, advice] of Object.entries(commonAdvice)) expect(lookUp(code)?.advice.en).toBe(advice);
    expect(await adviceOf("APIG.0308")).toBe(commonAdvice["APIGW.0308"]);
    expect(commonAdvice["CDN.0413"]).toBeUndefined();
    expect(await adviceOf("CDN.0413")).toBe(lookUp("CDN.0413")?.advice.en);
    expect(await adviceOf("CDN.9999")).toBeUndefined();
    expect(await adviceOf("toString")).toBeUndefined();
  });
});

describe("parameters", () => {
  it("can be shared by reference or by the operations of a path", async () => {
    const folder = await mkdtemp(join(tmpdir(), "spec-"));
    try {
      await cp(SPEC, folder, { recursive: true });
      const file = join(folder, "openapi.yaml");
      const document = parse(await readFile(file, "utf8"));
      const path = document.paths["/v1/cdn/statistics/export-tasks"];
      const [limit, offset, ...others] = path.get.parameters;
      document.components.parameters = { Limit: limit };
      path.parameters = [offset];
      path.get.parameters = [{ $ref: "#/components/parameters/Limit" }, ...others];
      await writeFile(file, stringify(document));

      const [plain, shared] = [await loadSpec(SPEC), await loadSpec(folder)].map(listOperations);
      const names = (operations = plain, id = "listExportTasks") =>
        operations
          ?.find(({ operationId }) => operationId === id)
          ?.parameters?.map(({ name }) => name)
          .sort();
      expect(names(shared)).toEqual(names(plain));
      expect(names(shared, "createExportTask")).toEqual(["offset"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
