// Generated from spec/ by `npm run generate`. Do not edit.
export interface SchemaError {
  instancePath: string;
  schemaPath: string;
  keyword: string;
  params: Record<string, unknown>;
}
export interface Validator {
  (value: unknown): boolean;
  errors?: SchemaError[] | null;
}
export declare const validators: {
  createExportTask_query: Validator[];
  createExportTask_body: Validator[];
  createExportTask_default: Validator[];
  listExportTasks_query: Validator[];
  listExportTasks_200: Validator[];
  listExportTasks_default: Validator[];
};
