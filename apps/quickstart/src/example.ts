import { createExportClient, lastDays } from "@cdn-export/client";
import { saveFile } from "@cdn-export/client/node";
import { credentialsFromEnv } from "@cdn-export/signer/node";

const cdn = createExportClient({ credentials: credentialsFromEnv() });

const file = await cdn.exportStatistics({ action: "top_url_detail", domains: ["www.example.com"], ...lastDays(7) });
const saved = await saveFile(file, "top-urls");

console.log(`${saved.bytes} bytes of ${saved.type} in ${saved.path}`);
