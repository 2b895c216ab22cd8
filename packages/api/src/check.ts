// The checks before a request is sent: the body's schema and the rules. `./mistakes` turns the body's errors into
// messages. It's separate because few requests need it.
export type { Finding } from "../../../spec/rules.ts";
export { checkRules } from "../../../spec/rules.ts";
export { bodyErrors } from "./body-errors.ts";
export type { SchemaError } from "./schema/validate-schema.ts";
