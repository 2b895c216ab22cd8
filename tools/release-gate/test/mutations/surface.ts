// Changes of exports, statuses and limits that users notice.
import { codes, drop, type Mutation, rename, set } from "../mutation.ts";

const CLI = "@cdn-export/cli";
const TASK = "schemas/ExportTask/properties";
const json = (schema: unknown) => ({ description: "Yes.", content: { "application/json": { schema } } });
const ERROR = { $ref: "#/components/responses/Error" };

export const valueExports: Mutation[] = [
  {
    name: "the status is behind a reference",
    edits: [
      {
        spec: ({
          document: {
            components: { schemas },
          },
        }) => {
          const { properties } = schemas.ExportTask as { properties: Record<string, object> };
          schemas.TaskStatus = properties.status as never;
          properties.status = { $ref: "#/components/schemas/TaskStatus" };
        },
      },
    ],
    forth: "major",
    back: "major",
  },
  {
    name: "a list opens",
    edits: [drop("schemas/Language/enum"), set("schemas/Language/x-known-values", { and: ["zh", "en"] })],
    forth: "major",
    back: "major",
  },
  { name: "a list of numbers opens", edits: [drop("schemas/Interval/enum")], forth: "major", back: "major" },
  {
    name: "consts instead of a list",
    edits: [drop("schemas/Language/enum"), set("schemas/Language/oneOf", [{ const: "zh" }, { const: "en" }])],
    forth: "major",
    back: "minor",
  },
  {
    name: "the known values are dropped",
    edits: [drop(`${TASK}/status/x-known-values`), drop(`${TASK}/status/x-values`)],
    forth: "major",
    back: "minor",
  },
  { name: "the names of values are dropped", edits: [drop(`${TASK}/status/x-values`)], forth: "major", back: "minor" },
  {
    name: "a schema with values has another name",
    edits: [
      rename("schemas/StatType", "Statistic"),
      {
        spec: (spec) =>
          void Object.assign(spec, {
            document: JSON.parse(JSON.stringify(spec.document).replaceAll("schemas/StatType", "schemas/Statistic")),
          }),
      },
    ],
    forth: "major",
    back: "major",
  },
  {
    name: "a list with one value more",
    edits: [set("schemas/ServiceArea/enum", (old: string[]) => [...old, "europe"])],
    forth: "minor",
    back: "major",
  },
  {
    name: "a table is gone",
    edits: [codes((tables) => delete tables.isps), drop("schemas/Isp/x-known-values/from")],
    forth: "major",
    back: "major",
  },
  { name: "a carrier is gone", edits: [codes(({ isps }) => isps?.pop())], forth: "major", back: "minor" },
];

export const statuses: Mutation[] = [
  {
    name: "206 with part of a list",
    edits: [set("list/responses/206", json({ type: "object", properties: { part: { type: "string" } } }))],
    forth: "major",
    back: "major",
  },
  {
    name: "202 without a body",
    edits: [set("list/responses/202", { description: "Later." })],
    forth: "major",
    back: "major",
  },
  {
    name: "409 with another body",
    edits: [
      set(
        "create/responses/409",
        json({ type: "object", required: ["conflict"], properties: { conflict: { type: "string" } } }),
      ),
    ],
    forth: "major",
    back: "major",
  },
  {
    name: "404 without a body",
    edits: [set("list/responses/404", { description: "None." })],
    forth: "major",
    back: "major",
  },
  {
    name: "409 with the body of every error",
    edits: [set("create/responses/409", ERROR)],
    forth: "minor",
    back: "major",
  },
  {
    name: "202 with the same list",
    edits: [set("list/responses/202", json({ $ref: "#/components/schemas/ExportTaskList" }))],
    forth: "minor",
    back: "major",
  },
  {
    name: "202 without a body, like 200",
    edits: [set("create/responses/202", { description: "Later." })],
    forth: "minor",
    back: "major",
  },
  {
    name: "201 with a task",
    edits: [set("create/responses/201", json({ $ref: "#/components/schemas/ExportTask" }))],
    forth: "major",
    back: "major",
  },
  {
    name: "every 5xx with a text",
    edits: [
      set("create/responses/5XX", { description: "No.", content: { "text/plain": { schema: { type: "string" } } } }),
    ],
    forth: "major",
    back: "major",
  },
];

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

export const texts: Mutation[] = [
  {
    name: "an address has a format",
    edits: [set("schemas/DomainName/format", "uri")],
    forth: "major",
    back: "minor",
    packages: { [CLI]: ["major", "minor"] },
  },
  {
    name: "an answer's address has a format",
    edits: [set(`${TASK}/download_link/format`, "uri")],
    forth: "minor",
    back: "minor",
  },
  {
    name: "an ID has a length",
    edits: [set("list/parameters/2/schema/minLength", 32), set("list/parameters/2/schema/maxLength", 32)],
    forth: "major",
    back: "minor",
  },
  {
    name: "an error is no longer common",
    edits: [
      codes(({ errors }) => {
        delete errors?.find(({ common }) => common)?.common;
      }),
    ],
    forth: "patch",
    back: "patch",
  },
  {
    name: "no error is common",
    edits: [
      codes(({ errors }) => {
        for (const row of errors ?? []) delete row.common;
      }),
    ],
    forth: "patch",
    back: "patch",
  },
  {
    name: "an error is common",
    edits: [
      codes(({ errors }) => {
        const row = errors?.find(({ common }) => !common);
        if (row) row.common = true;
      }),
    ],
    forth: "patch",
    back: "patch",
  },
];
