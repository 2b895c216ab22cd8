// The official core, used as the official CDN package uses it: a client from a region or an endpoint, and two calls.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient.js";

// Loading a client writes a random ID into the home folder, so it gets a temporary one.
export const home: string = mkdtempSync(join(tmpdir(), "official-sdk-"));
process.env.HOME = home;
const [{ ClientBuilder }, { GlobalCredentials }, { Region }] = await Promise.all([
  import("@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js"),
  import("@huaweicloud/huaweicloud-sdk-core/auth/GlobalCredentials.js"),
  import("@huaweicloud/huaweicloud-sdk-core/region/region.js"),
]);

const PATH = "/v1/cdn/statistics/export-tasks";

/** A response as the official code returns it: the JSON of the body, with the status.  */
export interface OfficialAnswer {
  httpStatusCode: number;
  total?: number;
  data?: { task_id: string; task_name: string; status: string; download_link?: string }[];
  error?: { error_code: string };
}

export interface OfficialClient {
  createExportTask(body?: object): Promise<OfficialAnswer>;
  listExportTasks(query?: Record<string, unknown>): Promise<OfficialAnswer>;
}

export interface OfficialOptions {
  ak: string;
  sk: string;
  domainId?: string;
  securityToken?: string;
  endpoint: string;
  /** Whether to build the client from a region. It then asks IAM for a missing account ID. */
  region?: boolean;
}

export function officialClient({ ak, sk, domainId, securityToken, endpoint, region }: OfficialOptions): OfficialClient {
  const credential = new GlobalCredentials().withAk(ak).withSk(sk).withIamEndpoint(endpoint);
  if (domainId !== undefined) credential.withDomainId(domainId);
  if (securityToken !== undefined) credential.withSecurityToken(securityToken);
  const builder = new ClientBuilder<OfficialClient>((hcClient) => cdn(hcClient)).withCredential(credential);
  return region
    ? builder.withRegion(new Region("cn-north-1", endpoint)).build()
    : builder.withEndpoint(endpoint).build();
}

/** The two methods, as in the official CDN package. */
function cdn(hcClient: HcClient): OfficialClient {
  const base = { url: PATH, contentType: "application/json", queryParams: {}, pathParams: {}, headers: {} };
  return {
    createExportTask: (data = {}) =>
      hcClient.sendRequest({ ...base, method: "POST", headers: { "Content-Type": "application/json" }, data }),
    listExportTasks: (queryParams = {}) => hcClient.sendRequest({ ...base, method: "GET", queryParams }),
  } as OfficialClient;
}
