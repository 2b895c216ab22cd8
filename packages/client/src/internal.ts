// For this project's own programs and tests. It may change in any release, without notice.
export { baseUrl } from "./call/endpoint.ts";
export { queryProperties } from "./query/query.ts";
export type { Runtime } from "./runtime.ts";
