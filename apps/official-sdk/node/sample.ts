// The smallest program: creates an export task with an empty request, and prints the response or the error.
//
//   export CLOUD_SDK_AK=... CLOUD_SDK_SK=...
//   node node/sample.ts
import { GlobalCredentials } from "@huaweicloud/huaweicloud-sdk-core/auth/GlobalCredentials.js";
import { Region } from "@huaweicloud/huaweicloud-sdk-core/region/region.js";
import { newCdnClientBuilder } from "./cdn-client.ts";

// The SDK for Node reads no endpoint from the environment, unlike the other SDKs.
const { CLOUD_SDK_AK = "", CLOUD_SDK_SK = "", CDN_EXPORT_ENDPOINT = "https://cdn.myhuaweicloud.com" } = process.env;
const credentials = new GlobalCredentials().withAk(CLOUD_SDK_AK).withSk(CLOUD_SDK_SK);
const { HUAWEICLOUD_SDK_IAM_ENDPOINT } = process.env;
if (HUAWEICLOUD_SDK_IAM_ENDPOINT) credentials.withIamEndpoint(HUAWEICLOUD_SDK_IAM_ENDPOINT);

try {
  const client = newCdnClientBuilder()
    .withCredential(credentials)
    .withRegion(new Region("cn-north-1", CDN_EXPORT_ENDPOINT))
    .build();
  console.log("created:", await client.createExportTask({}));
} catch (error) {
  const { httpStatusCode, requestId, errorCode, errorMsg } = Object(error);
  console.error(`status: ${httpStatusCode}\nrequest id: ${requestId}\ncode: ${errorCode}\nmessage: ${errorMsg}`);
  process.exitCode = 1;
}
