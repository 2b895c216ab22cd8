import { ALGORITHM } from "../base/constants.ts";

/** The result of `sign`. */
export interface SignedRequest {
  /** All headers to send, with lower-case names. `host` isn't among them: the HTTP layer sends it. */
  readonly headers: Record<string, string>;
}

/**
 * Returns the headers to send: the signed ones and the signature, without host, which the HTTP layer sends.
 *
 * The Authorization header has no comma after the algorithm, and one between the other parts.
 *
 * @param names - sorted names of the signed headers.
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
