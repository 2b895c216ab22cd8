// The part of OpenAPI 3.1 that the spec uses, with our extensions.

export interface OpenApi {
  info: { version: string; title: string; description?: string };
  servers: Documented[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    responses: Record<string, ResponseObject>;
    securitySchemes?: Record<string, Documented>;
  };
}

/** A node that names its source. */
export interface Documented {
  description?: string;
  "x-evidence"?: string;
}

export interface Operation extends Documented {
  operationId: string;
  summary?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Record<string, MediaType> };
  responses: Record<string, ResponseObject>;
}

export interface Parameter extends Documented {
  $ref?: string;
  name: string;
  in: string;
  required?: boolean;
  style?: string;
  explode?: boolean;
  schema: Schema;
  "x-unit"?: string;
}

export interface ResponseObject extends Documented {
  $ref?: string;
  headers?: Record<string, Documented>;
  content?: Record<string, MediaType>;
}

export interface MediaType {
  schema: Schema;
  examples?: Record<string, { summary?: string; value: unknown }>;
}

export type Schema = boolean | SchemaObject;

export interface SchemaObject extends Documented {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: (string | number)[];
  const?: string | number;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  default?: unknown;
  examples?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  additionalProperties?: Schema;
  unevaluatedProperties?: boolean;
  /** Unit of a number. */
  "x-unit"?: string;
  /** The known values of an open list. */
  "x-known-values"?: { from?: string; and?: string[] };
  /** The meanings of the values in `enum` and `x-known-values.and`. */
  "x-values"?: Record<string, { en: string; zh: string; "x-evidence"?: string }>;
  /** Why a property is `false` in this schema. */
  "x-refused"?: Record<string, { rule: string; "x-evidence"?: string }>;
}
