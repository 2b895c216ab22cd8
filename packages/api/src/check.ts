// What a client checks before it sends a request: the body's schema and the rules. What is wrong with the body, in words, is in
// ./mistakes, which few requests need.
export type { Finding } from "../../../spec/rules.ts";
export { checkRules } from "../../../spec/rules.ts";
export { bodyErrors } from "./body-errors.ts";
export type { SchemaError } from "./schema/validate-schema.ts";
