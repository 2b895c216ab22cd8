import { DATE_HEADER, DOMAIN_HEADER, TOKEN_HEADER } from "../base/constants.ts";
import type { Credentials } from "../base/credentials.ts";
import { type HeaderSource, readHeaders } from "../base/headers.ts";

/**
 * The given headers and those that belong to the signature.
 *
 * @throws TypeError if there is no key to sign with: an empty one would be refused, and count towards the lock. An AK of
 * which HTTP can carry no header would be printed by fetch, with the signature.
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
