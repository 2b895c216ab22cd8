// Limits that combine, or that can be written in several ways.
import { drop, type Mutation, set } from "../mutation.ts";

const CLI = "@cdn-export/cli";
const limit = "list/parameters/0/schema";
const total = "schemas/ExportTaskList/properties/total";
export const combined: Mutation[] = [
  {
    name: "a limit before a reference, in allOf",
    edits: [
      set("schemas/WorldwideExport/properties/start_time", {
        allOf: [{ minimum: 1000 }, { $ref: "#/components/schemas/StartTime" }],
      }),
    ],
    forth: "major",
    back: "minor",
  },
  {
    name: "a limit after a reference, in allOf",
    edits: [
      set("schemas/WorldwideExport/properties/start_time", {
        allOf: [{ $ref: "#/components/schemas/StartTime" }, { minimum: 1000 }],
      }),
    ],
    forth: "major",
    back: "minor",
  },
  {
    name: "a lower minimum after a reference, in allOf",
    edits: [
      set("schemas/WorldwideExport/properties/start_time", {
        allOf: [{ $ref: "#/components/schemas/StartTime" }, { minimum: -5 }],
      }),
    ],
    forth: "none",
    back: "none",
  },
  {
    name: "a limit beside a reference",
    edits: [
      set("schemas/WorldwideExport/properties/start_time", { $ref: "#/components/schemas/StartTime", minimum: 1000 }),
    ],
    forth: "major",
    back: "minor",
  },
  {
    name: "a lower minimum beside a reference",
    edits: [
      set("schemas/WorldwideExport/properties/start_time", { $ref: "#/components/schemas/StartTime", minimum: -5 }),
    ],
    forth: "none",
    back: "none",
  },
  {
    name: "two patterns",
    given: [set("schemas/DomainName/pattern", "^a")],
    edits: [set("schemas/DomainName/allOf", [{ pattern: "z$" }])],
    forth: "major",
    back: "minor",
  },
  {
    name: "an exclusive minimum of -1",
    edits: [drop(`${limit}/minimum`), set(`${limit}/exclusiveMinimum`, -1)],
    forth: "none",
    back: "none",
  },
  {
    name: "an exclusive minimum of 0",
    edits: [drop(`${limit}/minimum`), set(`${limit}/exclusiveMinimum`, 0)],
    forth: "major",
    back: "minor",
  },
  {
    name: "an exclusive maximum of 101",
    edits: [drop(`${limit}/maximum`), set(`${limit}/exclusiveMaximum`, 101)],
    forth: "none",
    back: "none",
  },
  {
    name: "an exclusive maximum of 100",
    edits: [drop(`${limit}/maximum`), set(`${limit}/exclusiveMaximum`, 100)],
    forth: "major",
    back: "minor",
  },
  { name: "a minimum of -0.5 for integers", edits: [set(`${limit}/minimum`, -0.5)], forth: "none", back: "none" },
  { name: "a maximum of 100.9 for integers", edits: [set(`${limit}/maximum`, 100.9)], forth: "none", back: "none" },
  {
    name: "an exclusive minimum of -1 for fractions",
    edits: [set(`${limit}/type`, "number"), set(`${limit}/exclusiveMinimum`, 0), drop(`${limit}/format`)],
    forth: "major",
    back: "major",
  },
  { name: "int64 within the same limits", edits: [set(`${limit}/format`, "int64")], forth: "patch", back: "patch" },
  {
    name: "the range of int32 written out",
    edits: [set("list/parameters/1/schema/maximum", 2 ** 31 - 1)],
    forth: "none",
    back: "none",
  },
  { name: "multiples of 1", edits: [set(`${limit}/multipleOf`, 1)], forth: "none", back: "none" },
  { name: "a minimum length of 0", edits: [set("schemas/DomainName/minLength", 0)], forth: "none", back: "none" },
  {
    name: "limits that every listed value satisfies",
    edits: [set("schemas/Interval/minimum", 300)],
    forth: "none",
    back: "none",
  },
  {
    name: "a limit that a listed value breaks",
    edits: [set("schemas/Interval/minimum", 301)],
    forth: "major",
    back: "minor",
  },
  {
    name: "a length limit that every listed value satisfies",
    edits: [set("schemas/Language/maxLength", 2)],
    forth: "none",
    back: "none",
  },
  { name: "a limit of strings for an integer", edits: [set(`${limit}/maxLength`, 5)], forth: "none", back: "none" },
  {
    name: "an answer's integers end at the same number",
    edits: [set(`${total}/exclusiveMaximum`, 2 ** 31)],
    forth: "none",
    back: "none",
  },
];

export const keywords: Mutation[] = [
  {
    name: "two limits in allOf within allOf",
    edits: [
      set("schemas/WorldwideExport/properties/start_time", {
        allOf: [{ allOf: [{ minimum: 10 }] }, { $ref: "#/components/schemas/StartTime" }, { minimum: 5 }],
      }),
    ],
    forth: "major",
    back: "minor",
  },
  {
    name: "a list in allOf",
    edits: [
      set("schemas/WorldwideExport/properties/action", {
        allOf: [{ $ref: "#/components/schemas/Action" }, { type: "string", enum: ["uv"] }],
      }),
    ],
    forth: "major",
    back: "minor",
  },
  {
    name: "a pattern in allOf",
    edits: [
      set("schemas/WorldwideExport/properties/domain_name", {
        allOf: [{ $ref: "#/components/schemas/DomainName" }, { pattern: "^a" }],
      }),
    ],
    forth: "major",
    back: "minor",
  },
  {
    name: "a field is only in requests",
    edits: [set("schemas/DomainName/writeOnly", true)],
    forth: "unproven",
    back: "unproven",
  },
  {
    name: "a keyword that the gate doesn't know",
    edits: [set("schemas/DomainName/discriminator", { propertyName: "kind" })],
    forth: "unproven",
    back: "unproven",
  },
  {
    name: "a default is written beside a reference",
    edits: [
      set("schemas/WorldwideExport/properties/language", { $ref: "#/components/schemas/Language", default: "en" }),
    ],
    forth: "major",
    back: "major",
  },
  {
    name: "text in an allOf",
    edits: [
      set("schemas/WorldwideExport/properties/isp", {
        allOf: [{ $ref: "#/components/schemas/Isp" }, { description: "One." }],
      }),
    ],
    forth: "patch",
    back: "patch",
  },
  {
    name: "a limit of another kind beside a list",
    edits: [set("schemas/Language/minimum", 5)],
    forth: "none",
    back: "none",
  },
  {
    name: "at most 100 tasks, as two limits",
    edits: [set("list/parameters/0/schema/exclusiveMaximum", 500)],
    forth: "none",
    back: "none",
  },
  {
    name: "multiples of 10",
    edits: [set("list/parameters/0/schema/multipleOf", 10)],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "a new parameter must be sent",
    edits: [
      set("list/parameters", (old: object[]) => [
        ...old,
        { name: "site", in: "query", required: true, schema: { type: "string" } },
      ]),
    ],
    forth: "major",
    back: "major",
    packages: { [CLI]: ["major", "major"] },
  },
  {
    name: "a fraction has a format",
    given: [set("list/parameters/0/schema", { type: "number" })],
    edits: [set("list/parameters/0/schema/format", "float")],
    forth: "major",
    back: "minor",
  },
];
