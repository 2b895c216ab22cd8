import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js";
import type { ICredential } from "@huaweicloud/huaweicloud-sdk-core/auth/ICredential.js";
import type { IHttpRequest } from "@huaweicloud/huaweicloud-sdk-core/http/IHttpRequest.js";

/** A request as the official signer takes it: the parts aren't encoded and the body isn't stringified. */
export interface OfficialRequest {
  method: string;
  /** Origin and path, unencoded. */
  endpoint: string;
  queryParams?: Record<string, unknown>;
  headers?: Record<string, unknown>;
  data?: unknown;
}

export const credentials = { ak: "AKEXAMPLE0123456789A", sk: "SkExampleSecret/0123+456789=abcdefghijklmn" } as const;
export const date = "20260131T235959Z";

/** The Authorization header of the official signer, called directly without its network code. */
export function officialAuthorization({ headers, queryParams = {}, ...request }: OfficialRequest): string | undefined {
  const asked = { ...request, queryParams, headers: { "X-Sdk-Date": date, ...headers } };
  const credential = { getAk: () => credentials.ak, getSk: () => credentials.sk };
  const signed = AKSKSigner.sign(asked as unknown as IHttpRequest, credential as unknown as ICredential);
  return (signed as { Authorization?: string }).Authorization;
}
