export type { ComparedPart, Part } from "./explain/compare.ts";
export type { Reason } from "./explain/diagnose.ts";
export type { Explanation } from "./explain/explain.ts";
export { explain } from "./explain/explain.ts";
export type { ExplainedRequest } from "./explain/our-parts.ts";
