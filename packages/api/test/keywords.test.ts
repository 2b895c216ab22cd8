// Adds what the generator would ignore to a copy of the spec: each problem is reported with its place.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keywordProblems } from "../generator/keywords.ts";
import { parseYaml, toJson } from "../generator/source.ts";

const TEXT = await readFile(join(import.meta.dirname, "../../../spec/openapi.yaml"), "utf8");
const PATH = "/v1/cdn/statistics/export-tasks";

type Node = Record<string, unknown>;
type Edit = [path: string[], value: unknown];

/** Returns the problems of a copy of the spec with a change. A missing value deletes. */
function problems(...edits: Edit[]): string[] {
  const copy = parseYaml("spec/openapi.yaml", TEXT) as Node;
  for (const [path, value] of edits) {
    const holder = path.slice(0, -1).reduce<Node>((node, key) => node[key] as Node, copy);
    const key = path.at(-1) ?? "";
    if (value === undefined) delete holder[key];
    else holder[key] = value;
  }
  return keywordProblems(copy).map(([path, what]) => `${path.join(".")} ${what}`);
}

const GET = ["paths", PATH, "get"];
const ISP = ["components", "schemas", "Isp"];
const list = { type: "array", items: { type: "string" } };

function parameter(more: object): Edit {
  return [[...GET, "parameters", "4"], { name: "more", in: "query", schema: { type: "string" }, ...more }];
}

describe("the generator", () => {
  it("finds nothing unknown in the spec", () => {
    expect(problems()).toEqual([]);
  });

  it.each<[string, Edit]>([
    ["info2 is a keyword that", [["info2"], {}]],
    ["components.headers is a keyword that", [["components", "headers"], {}]],
    [`paths.${PATH}.summary is a keyword`, [["paths", PATH, "summary"], "x"]],
    [`paths.${PATH}.get.callbacks is a keyword`, [[...GET, "callbacks"], {}]],
    [`paths.${PATH}.get.parameters.4.styel is a keyword`, parameter({ styel: "form" })],
    [`paths.${PATH}.get.parameters.4.schema.minLenght is a`, parameter({ schema: { type: "string", minLenght: 1 } })],
    ["components.schemas.Isp.x-valeus is a keyword", [[...ISP, "x-valeus"], {}]],
    [`paths.${PATH}.get needs an operationId`, [[...GET, "operationId"], undefined]],
    [`paths.${PATH}.get has no summary`, [[...GET, "summary"], undefined]],
    ["responses.2XX is neither a status nor default", [[...GET, "responses", "2XX"], {}]],
    ["is in cookie: only parameters in path, query and header", parameter({ in: "cookie" })],
    ["has style deepObject: query takes form, spaceDelimited", parameter({ style: "deepObject" })],
    ["has style pipeDelimited, which is for lists", parameter({ style: "pipeDelimited" })],
    ["is a list: say explode: true (a=1&a=2) or false (a=1,2)", parameter({ schema: list })],
    ["has explode: true with style pipeDelimited", parameter({ schema: list, style: "pipeDelimited", explode: true })],
    ["is an object: only single values and lists", parameter({ schema: { type: "object" } })],
    ["must be required: true, because it's a part of the path", parameter({ in: "path" })],
    ["has a path parameter more, which its path lacks", parameter({ in: "path", required: true })],
    ["is a list: only single values are supported in a path", parameter({ in: "path", required: true, schema: list })],
    ["is the header Content-Type, which OpenAPI ignores", parameter({ in: "header", name: "Content-Type" })],
    [
      "has no path parameter task-id, which its path names",
      [["paths", "/v1/{task-id}"], { get: { operationId: "a", summary: "A", responses: {} } }],
    ],
    [
      "must be application/json alone",
      [["paths", PATH, "post", "requestBody", "content", "text/csv"], { schema: { type: "string" } }],
    ],
    ["components.schemas.a-b needs a name of letters", [["components", "schemas", "a-b"], { type: "string" }]],
    [
      "parameters.4.schema.minLength would be ignored beside $ref",
      parameter({ schema: { $ref: "#/components/schemas/Isp", minLength: 2 } }),
    ],
    ["parameters.4 repeats limit in query", parameter({ name: "limit" })],
    ["Isp.pattern isn't a regular expression", [[...ISP, "pattern"], "("]],
    ["Isp.pattern must be ASCII", [[...ISP, "pattern"], "^导$"]],
  ])("refuses a spec that %s", (expected, change) => {
    const found = problems(change);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain(expected);
  });

  it("refuses a limit that JavaScript would round, and keeps all digits of an example", () => {
    const yaml = "a: 9007199254740993\nb: 9007199254740991\nc: [12345678901234567890, 1.5]\nd: '9007199254740993'\n";
    const value = parseYaml("a.yaml", yaml);
    expect(value).toEqual({
      a: 9007199254740993n,
      b: 9007199254740991,
      c: [12345678901234567890n, 1.5],
      d: "9007199254740993",
    });
    expect(toJson(value)).toBe(
      '{"a":9007199254740993,"b":9007199254740991,"c":[12345678901234567890,1.5],"d":"9007199254740993"}',
    );
    const found = problems([["components", "schemas", "EndTime", "maximum"], 9007199254740993n]);
    expect(found[0]).toMatch(/EndTime\.maximum has a whole number that JavaScript can't hold exactly/);
  });
});
