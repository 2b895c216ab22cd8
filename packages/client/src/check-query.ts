import type { Finding } from "@cdn-export/api/rules";
import type { ExportQuery } from "./query/query.ts";

/**
 * Checks a query against the spec and its rules without calling the service. Every job runs the same check before it
 * sends anything.
 *
 * @param now - milliseconds since the epoch; some rules depend on it.
 *
 * @default Date.now()
 * @returns the warnings that a job with this query would have.
 * @throws InvalidQueryError with every problem in `problems`.
 * @example
 * for (const { message } of await checkQuery({ action: "uv", domains: "all", ...lastDays(7) })) console.warn(message);
 */
export async function checkQuery(query: ExportQuery, now: number = Date.now()): Promise<Finding[]> {
  // Loaded on first use, in the same chunk as the jobs: each extra chunk of a bundle costs a request and bytes.
  const { checkRequest, toWire } = await import("./engine.ts");
  return checkRequest(toWire(query), now);
}
