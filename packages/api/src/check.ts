// What a client checks before it sends a request: the body's schema and the rules. Apart from ./validate, because only
// servers and tests check queries and responses.
export type { Finding } from "../../../spec/rules.ts";
export { checkRules } from "../../../spec/rules.ts";
export type { Issue, Wording } from "./messages.ts";
export { validateBody } from "./validate-body.ts";
