// Loaded when a refused signature is explained.
import { type ExplainedRequest, type Explanation, explain } from "@cdn-export/signer/explain";
import { requestOf } from "./transport.ts";

/** Compares what the gateway printed in `body` with the request that it answered. */
export function explainRefusal(body: unknown, response: Response): Promise<Explanation> {
  return explain({ status: response.status, body }, requestOf(response) as ExplainedRequest | undefined);
}
