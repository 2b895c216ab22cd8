// Exports the statistics of one domain: creates a task, finds it, polls it, downloads its file and prints it.
//
//   export CLOUD_SDK_AK=... CLOUD_SDK_SK=... CDN_EXPORT_ENDPOINT=http://127.0.0.1:4010
//   node node/export.ts top_url_detail www.example.com 1793980800000 1794067200000
import { writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { GlobalCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/GlobalCredentials.js";
import { Region } from "@huaweicloud/huaweicloud-sdk-core/region/region.js";
import { type CdnClient, newCdnClientBuilder } from "./cdn-client.ts";

const POLL_INTERVAL_MS = 1000;
const { CLOUD_SDK_AK, CLOUD_SDK_SK, CLOUD_SDK_SECURITY_TOKEN, CDN_EXPORT_ENDPOINT, EXPORT_TIMEOUT } = process.env;
const TIMEOUT_MS = Number(EXPORT_TIMEOUT ?? 1800) * 1000;

function createClient(): CdnClient {
  const credentials = new GlobalCredentials().withAk(CLOUD_SDK_AK ?? "").withSk(CLOUD_SDK_SK ?? "");
  // Temporary credentials have a token.
  if (CLOUD_SDK_SECURITY_TOKEN) credentials.withSecurityToken(CLOUD_SDK_SECURITY_TOKEN);
  const builder = newCdnClientBuilder().withCredential(credentials);
  // With an endpoint instead of a region, the SDK doesn't ask IAM for the account ID.
  if (CDN_EXPORT_ENDPOINT) return builder.withEndpoint(CDN_EXPORT_ENDPOINT).build();
  return builder.withRegion(new Region("cn-north-1", "https://cdn.myhuaweicloud.com")).build();
}

async function listTasks(
  client: CdnClient,
): Promise<NonNullable<Awaited<ReturnType<CdnClient["listExportTasks"]>>["data"]>> {
  const { data = [] } = await client.listExportTasks({ limit: 100 });
  return data;
}

async function exportFile(client: CdnClient, query: object): Promise<Uint8Array> {
  // The response to create has no task ID, so the new task is the one that wasn't listed before.
  const known = new Set((await listTasks(client)).map(({ task_id }) => task_id));
  await client.createExportTask(query);
  log("created");
  let found = false;
  const deadline = Date.now() + TIMEOUT_MS;
  while (Date.now() < deadline) {
    const task = (await listTasks(client)).find(({ task_id }) => !known.has(task_id));
    if (task && !found) {
      log(`found ${task.task_id}`);
      found = true;
    }
    if (task?.status === "success" && task.download_link) {
      log("success");
      // The link is presigned: no credentials.
      const response = await fetch(task.download_link);
      if (!response.ok) throw new Error(`the download link responded with ${response.status}`);
      return new Uint8Array(await response.arrayBuffer());
    }
    if (task?.status === "fail") throw new Error("the task failed");
    await sleep(POLL_INTERVAL_MS);
  }
  // The service reports most errors in a query with status 200, which the SDK doesn't show.
  throw new Error("no finished task: was the query valid?");
}

function log(text: string): void {
  console.error(text);
}

const [action, domain_name, start, end] = process.argv.slice(2);
try {
  const query = { action, domain_name, start_time: Number(start), end_time: Number(end), language: "en" };
  const file = await exportFile(createClient(), query);
  log(`downloaded ${file.length} bytes`);
  writeSync(1, file);
} catch (error) {
  const { httpStatusCode, requestId, errorCode, errorMsg, message } = Object(error);
  if (httpStatusCode === undefined) log(message);
  else log(`status: ${httpStatusCode}\nrequest id: ${requestId}\ncode: ${errorCode}\nmessage: ${errorMsg}`);
  process.exitCode = 1;
}
