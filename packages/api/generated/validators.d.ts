// Generated from spec/ by `npm run generate`. Do not edit.
import type { Validator } from "./body-validators.js";
export declare const validators: {
  createExportTask_query: Validator[];
  createExportTask_default: Validator[];
  listExportTasks_query: Validator[];
  listExportTasks_200: Validator[];
  listExportTasks_default: Validator[];
};
