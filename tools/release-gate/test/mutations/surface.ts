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
