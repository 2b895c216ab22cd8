// The official core as its own CDN package uses it: a client built from a region or an endpoint, two calls.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient.js";

// Loading a client writes a random id into the home folder: it gets a folder that nobody misses.
export const home: string = mkdtempSync(join(tmpdir(), "official-sdk-"));
process.env.HOME = home;
const [{ ClientBuilder }, { GlobalCredentials }, { Region }] = await Promise.all([
  import("@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js"),
  import("@huaweicloud/huaweicloud-sdk-core/auth/GlobalCredentials.js"),
  import("@huaweicloud/huaweicloud-sdk-core/region/region.js"),
]);

const PATH = "/v1/cdn/statistics/export-tasks";

/** What the official code makes of an answer: the JSON of the body, and the status beside it. */
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
  /** Whether the client is built from a region, which asks IAM for the account id when it has none. */
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

/** The two methods, as the generator of the official CDN package writes them. */
function cdn(hcClient: HcClient): OfficialClient {
  const base = { url: PATH, contentType: "application/json", queryParams: {}, pathParams: {}, headers: {} };
  return {
    createExportTask: (data = {}) =>
      hcClient.sendRequest({ ...base, method: "POST", headers: { "Content-Type": "application/json" }, data }),
    listExportTasks: (queryParams = {}) => hcClient.sendRequest({ ...base, method: "GET", queryParams }),
  } as OfficialClient;
}
