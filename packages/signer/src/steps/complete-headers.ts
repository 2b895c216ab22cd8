import { DATE_HEADER, DOMAIN_HEADER, TOKEN_HEADER } from "../base/constants.ts";
import type { Credentials } from "../base/credentials.ts";
import { type HeaderSource, readHeaders } from "../base/headers.ts";

/**
 * Returns the given headers together with those that the signature adds.
 *
 * @throws TypeError for an empty key: the gateway would refuse it and count the failure towards the lock. Also for an
 * AK that HTTP can't carry: fetch's own error would print the signature.
 */
export function completeHeaders(
  host: string,
  given: HeaderSource | undefined,
  { ak, sk, securityToken, domainId }: Credentials,
  date: string,
): Record<string, string> {
  if (!ak || !sk) throw new TypeError("empty ak or sk");
  readHeaders({ ak });
  return {
    host,
    ...readHeaders(given),
    [DATE_HEADER]: date,
    ...((securityToken ?? domainId) && readHeaders({ [TOKEN_HEADER]: securityToken, [DOMAIN_HEADER]: domainId })),
  };
}
