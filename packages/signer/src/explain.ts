export { decodeText } from "./base/decode-text.ts";
export type { ComparedPart, Part } from "./explain/compare.ts";
export type { Reason } from "./explain/diagnose.ts";
export { explain } from "./explain/explain.ts";
export type { ExplainRequestOptions } from "./explain/explain-request.ts";
export { explainRequest } from "./explain/explain-request.ts";
export type { Explanation } from "./explain/explanation.ts";
export type { ExplainedRequest } from "./explain/our-parts.ts";
