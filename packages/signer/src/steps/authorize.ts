import { ALGORITHM } from "../base/constants.ts";

/** What `sign` gives. */
export interface SignedRequest {
  /** All headers to send, in lower case. Without `host`: the HTTP layer sends it. */
  readonly headers: Record<string, string>;
}

/**
 * The headers to send: the signed ones and the signature, without host, which the HTTP layer sends.
 *
 * No comma after the algorithm, one after each of the others but the last.
 *
 * @param names - of the signed headers, sorted.
 * @see API Request Signing Guide, devg-apisign/api-sign-algorithm-005
 */
export function authorize(
  { host: _, ...headers }: Record<string, string>,
  ak: string,
  names: readonly string[],
  signature: string,
): SignedRequest {
  headers.authorization = `${ALGORITHM} Access=${ak}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { headers };
}
