import type { Finding } from "@cdn-export/api/rules";
import type { ExportQuery } from "./query/query.ts";

/**
 * Says what is wrong with a query without asking the service: what a job does before it sends anything.
 *
 * @param now - milliseconds since the epoch; some rules depend on it. @default Date.now()
 * @returns the warnings, which a job would come with.
 * @throws (the promise) InvalidQueryError with everything that is wrong.
 * @example
 * for (const { message } of await checkQuery({ action: "uv", domains: "all", ...lastDays(7) })) console.warn(message);
 */
export async function checkQuery(query: ExportQuery, now: number = Date.now()): Promise<Finding[]> {
  // Loaded on first use, together with what jobs need: in a bundle, each further chunk costs a request and bytes.
  const { checkRequest, toWire } = await import("./engine.ts");
  return checkRequest(toWire(query), now);
}
