// The two export calls, defined as the vendor's CDN package defines them. Only the core is on npm: the CDN package isn't.
import { ClientBuilder } from "@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js";
import type { HcClient } from "@huaweicloud/huaweicloud-sdk-core/HcClient.js";

const PATH = "/v1/cdn/statistics/export-tasks";

/** A response as the SDK returns it: the JSON of the body, with the status. */
export interface CdnResponse {
  httpStatusCode: number;
  total?: number;
  data?: { task_id: string; task_name: string; status: string; download_link?: string }[];
  error?: { error_code: string };
}

export interface CdnClient {
  createExportTask(body?: object): Promise<CdnResponse>;
  listExportTasks(query?: Record<string, unknown>): Promise<CdnResponse>;
}

export function newCdnClientBuilder(): ClientBuilder<CdnClient> {
  return new ClientBuilder<CdnClient>((client) => cdnClient(client));
}

function cdnClient(client: HcClient): CdnClient {
  const base = { url: PATH, contentType: "application/json", queryParams: {}, pathParams: {}, headers: {} };
  return {
    createExportTask: (data = {}) =>
      client.sendRequest({ ...base, method: "POST", headers: { "Content-Type": "application/json" }, data }),
    listExportTasks: (queryParams = {}) => client.sendRequest({ ...base, method: "GET", queryParams }),
  } as CdnClient;
}
