import { drop, type Mutation, set } from "../mutation.ts";

const TASK = "schemas/ExportTask/properties";
const closedStatus = set(`${TASK}/status`, { type: "string", enum: ["success", "fail"] });

export const answers: Mutation[] = [
  {
    name: "an optional field is new",
    edits: [set(`${TASK}/expires`, { type: "integer" })],
    forth: "minor",
    back: "major",
    says: "listExportTasks response 200: data[].expires is new: minor",
  },
  {
    name: "a required field is new",
    edits: [set(`${TASK}/expires`, { type: "integer" }), set("schemas/ExportTask/required", ["expires"])],
    forth: "minor",
    back: "major",
  },
  {
    name: "a field is always there",
    edits: [set("schemas/ExportTaskList/required", ["total"])],
    forth: "minor",
    back: "major",
  },
  {
    name: "a field of a nested object may be missing",
    edits: [set("schemas/ServiceError/properties/error/required", ["error_code"])],
    forth: "major",
    back: "minor",
    says: "createExportTask response default: error.error_msg is optional now (ServiceError): major",
  },
  {
    name: "a nested object has a new field",
    edits: [
      set("schemas/ServiceError/properties/error/properties/details", { type: "array", items: { type: "string" } }),
    ],
    forth: "minor",
    back: "major",
  },
  {
    name: "a field has one more type",
    edits: [set(`${TASK}/task_id/type`, ["string", "null"])],
    forth: "major",
    back: "minor",
  },
  {
    name: "a field has one type fewer",
    edits: [set(`${TASK}/task_name/type`, "string")],
    forth: "minor",
    back: "major",
  },
  {
    name: "an open list has a new value",
    edits: [set(`${TASK}/status/x-known-values/and`, ["success", "fail", "processing"])],
    forth: "minor",
    back: "minor",
    says: "listExportTasks response 200: data[].status gained known value processing: minor",
  },
  {
    name: "a closed list has a new value",
    given: [closedStatus],
    edits: [set(`${TASK}/status/enum`, ["success", "fail", "processing"])],
    forth: "major",
    back: "minor",
  },
  {
    name: "a closed list opens",
    given: [closedStatus],
    edits: [set(`${TASK}/status`, { type: "string", "x-known-values": { and: ["success", "fail"] } })],
    forth: "major",
    back: "minor",
  },
  {
    name: "an error may have one more shape",
    edits: [
      set("schemas/ErrorBody/anyOf", (old: unknown[]) => [
        ...old,
        { type: "object", required: ["fault"], properties: { fault: { type: "string" } } },
      ]),
    ],
    forth: "major",
    back: "minor",
  },
  {
    name: "the elements of a list may be null",
    edits: [
      set("schemas/ExportTaskList/properties/data/items", {
        anyOf: [{ $ref: "#/components/schemas/ExportTask" }, { type: "null" }],
      }),
    ],
    forth: "major",
    back: "minor",
  },
  {
    name: "one more status is documented",
    edits: [set("list/responses/404", { description: "None." })],
    forth: "major",
    back: "major",
  },
  {
    name: "a header is new",
    edits: [set("responses/Error/headers/Retry-After", { description: "Seconds.", schema: { type: "integer" } })],
    forth: "minor",
    back: "major",
  },
  {
    name: "an empty answer has a body",
    edits: [
      set("create/responses/200/content", { "application/json": { schema: { type: "object", properties: {} } } }),
    ],
    forth: "minor",
    back: "major",
  },
  {
    name: "a number has a limit",
    edits: [set("schemas/ExportTaskList/properties/total/minimum", 0)],
    forth: "minor",
    back: "minor",
  },
  { name: "a string has a format", edits: [set(`${TASK}/download_link/format`, "uri")], forth: "minor", back: "minor" },
  {
    name: "an integer becomes a number",
    edits: [set(`${TASK}/create_time/type`, "number")],
    forth: "major",
    back: "minor",
  },
  { name: "a field is deprecated", edits: [set(`${TASK}/task_name/deprecated`, true)], forth: "minor", back: "patch" },
  { name: "a field is removed", edits: [drop(`${TASK}/download_link`)], forth: "major", back: "minor" },
];
