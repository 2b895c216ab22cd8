// The official core, used as the official CDN package uses it: a client from a region or an endpoint.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CdnClient } from "../node/cdn-client.ts";

// Loading a client writes a random ID into the home folder, so it gets a temporary one.
export const home: string = mkdtempSync(join(tmpdir(), "official-sdk-"));
process.env.HOME = home;
const [{ newCdnClientBuilder }, { GlobalCredentials }, { Region }] = await Promise.all([
  import("../node/cdn-client.ts"),
  import("@huaweicloud/huaweicloud-sdk-core/auth/GlobalCredentials.js"),
  import("@huaweicloud/huaweicloud-sdk-core/region/region.js"),
]);

export interface OfficialOptions {
  ak: string;
  sk: string;
  domainId?: string;
  securityToken?: string;
  endpoint: string;
  /** Whether to build the client from a region. It then asks IAM for a missing account ID. */
  region?: boolean;
}

export function officialClient({ ak, sk, domainId, securityToken, endpoint, region }: OfficialOptions): CdnClient {
  const credential = new GlobalCredentials().withAk(ak).withSk(sk).withIamEndpoint(endpoint);
  if (domainId !== undefined) credential.withDomainId(domainId);
  if (securityToken !== undefined) credential.withSecurityToken(securityToken);
  const builder = newCdnClientBuilder().withCredential(credential);
  return region
    ? builder.withRegion(new Region("cn-north-1", endpoint)).build()
    : builder.withEndpoint(endpoint).build();
}
