import { drop, type Mutation, rename, rewrite, set } from "../mutation.ts";

const SHAPES = ["WorldwideExport", "CountryExport", "ProvinceExport"];
const inAllShapes = (field: string, schema: unknown) =>
  SHAPES.map((shape) => set(`schemas/${shape}/properties/${field}`, schema));
const FILTER = {
  type: "object",
  properties: { path: { type: "string" }, kinds: { type: "array", items: { type: "string", enum: ["a", "b"] } } },
};

export const lists: Mutation[] = [
  {
    name: "a value leaves a closed list",
    edits: [set("schemas/Interval/enum", [3600])],
    forth: "major",
    back: "minor",
    says: "createExportTask request: interval lost value 300: major",
  },
  {
    name: "a value joins a closed list",
    edits: [set("schemas/ServiceArea/enum", (old: string[]) => [...old, "europe"])],
    forth: "minor",
    back: "major",
    says: "createExportTask request: service_area gained value europe: minor",
  },
  { name: "a list of numbers opens to any", edits: [drop("schemas/Interval/enum")], forth: "major", back: "major" },
  { name: "a list of strings opens to any", edits: [drop("schemas/StatType/enum")], forth: "major", back: "major" },
  {
    name: "a closed list becomes an open one",
    edits: [drop("schemas/Language/enum"), set("schemas/Language/x-known-values", { and: ["zh", "en"] })],
    forth: "major",
    back: "major",
  },
  {
    name: "a value joins an open list",
    edits: [set("schemas/Isp/x-known-values/and", ["all", "none"])],
    forth: "minor",
    back: "major",
  },
  {
    name: "any string becomes a list of known ones",
    edits: [set("schemas/DomainName/x-known-values", { and: ["all"] })],
    forth: "minor",
    back: "major",
  },
  {
    name: "one shape's action loses a value",
    edits: [set("schemas/RegionalAction/enum", (old: string[]) => old.filter((value) => value !== "uv"))],
    forth: "major",
    back: "minor",
    says: "createExportTask request: action lost value uv (CountryExport, ProvinceExport): major",
  },
  { name: "a constant becomes another", edits: [set("schemas/China/const", "zh")], forth: "major", back: "major" },
];

export const fields: Mutation[] = [
  { name: "an optional field is new", edits: inAllShapes("title", { type: "string" }), forth: "minor", back: "major" },
  {
    name: "a required field is new",
    edits: SHAPES.flatMap((shape) => [
      set(`schemas/${shape}/properties/title`, { type: "string" }),
      set(`schemas/${shape}/required`, (old: string[] = []) => [...old, "title"]),
    ]),
    forth: "major",
    back: "major",
    says: "createExportTask request: title is new and required: major",
  },
  {
    name: "an optional field is removed from one shape",
    edits: [drop("schemas/CountryExport/properties/isp")],
    forth: "major",
    back: "minor",
    says: "createExportTask request: isp is gone (CountryExport): major",
  },
  {
    name: "a field has another name",
    edits: SHAPES.map((shape) => rename(`schemas/${shape}/properties/isp`, "carrier")),
    forth: "major",
    back: "major",
  },
  {
    name: "an optional field becomes required",
    edits: [set("schemas/CountryExport/required", ["country", "isp"])],
    forth: "major",
    back: "minor",
  },
  {
    name: "a forbidden field is allowed",
    edits: [
      set("schemas/WorldwideExport/properties/province", { type: "string" }),
      drop("schemas/WorldwideExport/x-refused/province"),
    ],
    forth: "minor",
    back: "major",
  },
  {
    name: "a string becomes a number",
    edits: [set("schemas/DomainName/type", "integer")],
    forth: "major",
    back: "major",
  },
  {
    name: "a time may be null",
    edits: [set("schemas/StartTime/type", ["integer", "null"])],
    forth: "minor",
    back: "major",
  },
  {
    name: "a string may be a list too",
    edits: [set("schemas/DomainName", { anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] })],
    forth: "minor",
    back: "major",
  },
  {
    name: "unknown fields are accepted",
    edits: [drop("schemas/WorldwideExport/unevaluatedProperties")],
    forth: "minor",
    back: "major",
  },
  {
    name: "a nested field becomes required",
    given: inAllShapes("filter", FILTER),
    edits: inAllShapes("filter", { ...FILTER, required: ["path"] }),
    forth: "major",
    back: "minor",
    says: "createExportTask request: filter.path is required now: major",
  },
  {
    name: "a nested optional field is removed",
    given: inAllShapes("filter", FILTER),
    edits: inAllShapes("filter", { type: "object", properties: { kinds: FILTER.properties.kinds } }),
    forth: "major",
    back: "minor",
  },
  {
    name: "the elements of a list lose a value",
    given: inAllShapes("filter", FILTER),
    edits: [rewrite('"enum":["a","b"]', '"enum":["a"]')],
    forth: "major",
    back: "minor",
    says: "createExportTask request: filter.kinds[] lost value b: major",
  },
];

export const bodies: Mutation[] = [
  {
    name: "a shape leaves the choice",
    edits: [drop("schemas/ExportTaskRequest/oneOf/2")],
    forth: "major",
    back: "minor",
  },
  {
    name: "a shape joins the choice",
    edits: [
      set("schemas/ExportTaskRequest/oneOf", (old: unknown[]) => [
        ...old,
        { type: "object", required: ["template"], properties: { template: { type: "string" } } },
      ]),
    ],
    forth: "minor",
    back: "major",
  },
  {
    name: "the body becomes required",
    edits: [set("create/requestBody/required", true)],
    forth: "major",
    back: "minor",
  },
  {
    name: "the body has another media type",
    edits: [set("create/requestBody/content/text~1csv", { schema: { type: "string" } })],
    forth: "minor",
    back: "major",
  },
];

const parameter = (name: string, place: string, more: object = {}) => ({
  name,
  in: place,
  schema: { type: "string" },
  ...more,
});
const withParameter = (added: object) => set("list/parameters", (old: object[]) => [...old, added]);

export const parameters: Mutation[] = [
  {
    name: "an optional parameter is new",
    edits: [withParameter(parameter("sort", "query"))],
    forth: "minor",
    back: "major",
  },
  {
    name: "a required parameter is new",
    edits: [withParameter(parameter("account", "query", { required: true }))],
    forth: "major",
    back: "major",
  },
  { name: "a parameter is removed", edits: [drop("list/parameters/1")], forth: "major", back: "minor" },
  {
    name: "a parameter has another name",
    edits: [set("list/parameters/0/name", "size")],
    forth: "major",
    back: "major",
  },
  {
    name: "a parameter becomes required",
    edits: [set("list/parameters/2/required", true)],
    forth: "major",
    back: "minor",
    says: "listExportTasks request: query task_id is required now: major",
  },
  {
    name: "a required header is new",
    edits: [withParameter(parameter("X-Account", "header", { required: true }))],
    forth: "major",
    back: "major",
  },
  {
    name: "an optional header is new",
    edits: [withParameter(parameter("X-Trace", "header"))],
    forth: "minor",
    back: "major",
  },
  {
    name: "a parameter moves into the headers",
    edits: [set("list/parameters/3/in", "header")],
    forth: "major",
    back: "major",
  },
  {
    name: "a parameter is a number",
    edits: [set("list/parameters/2/schema/type", "integer")],
    forth: "major",
    back: "major",
  },
  {
    name: "the URL encodes a parameter in another way",
    edits: [set("list/parameters/2/style", "pipeDelimited")],
    forth: "major",
    back: "major",
  },
  {
    name: "a parameter is deprecated",
    edits: [set("list/parameters/1/deprecated", true)],
    forth: "minor",
    back: "patch",
  },
];

export const limits: Mutation[] = [
  {
    name: "the maximum is lower",
    edits: [set("list/parameters/0/schema/maximum", 50)],
    forth: "major",
    back: "minor",
    says: "listExportTasks request: query limit has maximum 50, was 100: major",
  },
  { name: "the minimum is higher", edits: [set("list/parameters/0/schema/minimum", 1)], forth: "major", back: "minor" },
  { name: "a maximum is new", edits: [set("list/parameters/1/schema/maximum", 10_000)], forth: "major", back: "minor" },
  {
    name: "a pattern is new",
    edits: [set("list/parameters/2/schema/pattern", "^[0-9a-f]{31,32}$")],
    forth: "major",
    back: "minor",
  },
  {
    name: "a pattern changes",
    given: [set("list/parameters/2/schema/pattern", "^[0-9a-f]+$")],
    edits: [set("list/parameters/2/schema/pattern", "^[0-9A-F]+$")],
    forth: "major",
    back: "major",
  },
  { name: "a format is new", edits: [set("schemas/DomainName/format", "hostname")], forth: "major", back: "minor" },
  {
    name: "a format becomes wider",
    edits: [set("list/parameters/1/schema/format", "int64")],
    forth: "minor",
    back: "major",
  },
  {
    name: "a string must be shorter",
    edits: [set("schemas/DomainName/maxLength", 255)],
    forth: "major",
    back: "minor",
  },
  {
    name: "an integer becomes a number",
    edits: [set("schemas/StartTime/type", "number")],
    forth: "minor",
    back: "major",
  },
  {
    name: "the default changes",
    edits: [set("list/parameters/0/schema/default", 20)],
    forth: "major",
    back: "major",
  },
  {
    name: "the default is no longer documented",
    edits: [drop("list/parameters/0/schema/default")],
    forth: "patch",
    back: "patch",
  },
];
