// Generated from spec/ by `npm run generate`. Do not edit.
export interface SchemaError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}
export interface Validator {
  (value: unknown): boolean;
  errors?: SchemaError[] | null;
}
export declare const validators: {
  createExportTask_body: Validator[];
};
