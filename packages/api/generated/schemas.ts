// Generated from spec/ by `npm run generate`. Do not edit.
import type { Schema } from "../src/schema/validate-schema.ts";
import { createExportTaskBody } from "./body-schemas.ts";

const ServiceError: Schema = { type: "object", required: ["error"], properties: { "error": { type: "object", required: ["error_code","error_msg"], properties: { "error_code": { type: "string" }, "error_msg": { type: "string" } } } } };
const GatewayError: Schema = { type: "object", required: ["error_code","error_msg"], properties: { "error_code": { type: "string" }, "error_msg": { type: "string" }, "request_id": { type: "string" } } };
const ExportTask: Schema = { type: "object", properties: { "task_id": { type: "string" }, "task_name": { type: ["string","integer"] }, "status": { type: "string" }, "download_link": { type: "string" }, "create_time": { type: "integer" }, "update_time": { type: "integer" } } };
const ExportTaskList: Schema = { type: "object", properties: { "total": { minimum: -2147483648, maximum: 2147483647, type: "integer" }, "data": { type: "array", items: ExportTask } } };

export const schemas: Readonly<Record<string, readonly Schema[]>> = {
  createExportTask_body: createExportTaskBody,
  createExportTask_default: [ServiceError, GatewayError],
  listExportTasks_query: [{ type: "object", unevaluatedProperties: false, required: [], properties: { "limit": { minimum: 0, maximum: 100, type: "integer" }, "offset": { minimum: 0, maximum: 2147483647, type: "integer" }, "task_id": { type: "string" }, "task_name": { type: "string" } } }],
  listExportTasks_200: [ExportTaskList],
  listExportTasks_default: [ServiceError, GatewayError],
};
