// Started by cron, it keeps a folder of exports complete:
//
//   15 13 * * *  DOMAINS=www.example.com,img.example.com node export-daily.mjs /var/lib/cdn-exports
//
// AK and SK come from the environment (HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK), the site too, if it is another than
// China's and the international one (CDN_ENDPOINT=eu). Exit codes: 0 all is there, 75 the rest
// comes with the next run, 1 something must be done by hand.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createExportClient, lastDays } from "@cdn-export/client";
import { fileLock } from "@cdn-export/client/node";
import { credentialsFromEnv } from "@cdn-export/signer/node";
import { openLedger, plan, sync } from "@cdn-export/sync";

/** As many days back as a run may have missed. */
const DAYS = Number(process.env.DAYS ?? 7);
const ACTIONS = ["top_url_detail", "reports_detail", "uv"];
/** What cron and mail systems take for "try again". */
const TRY_AGAIN = 75;

async function main(folder = "cdn-exports") {
  const domains = process.env.DOMAINS?.split(",") ?? "all";
  const windows = plan({ domains, actions: ACTIONS, ...lastDays(DAYS), per: "day" });
  const client = createExportClient({
    credentials: credentialsFromEnv(),
    endpoint: process.env.CDN_ENDPOINT,
    callsPerSecond: 5,
    // Give other programs that export from this account the same file, and they take turns with this one.
    lock: fileLock(join(folder, "account")),
    onRetry: ({ error, delayMs }) => console.error(`again in ${Math.round(delayMs / 1000)} s: ${error.message}`),
  });

  await mkdir(folder, { recursive: true });
  const ledger = await openLedger(join(folder, "exports.ledger"));
  try {
    const { total, done, provisional, failed, complete } = await sync(windows, ledger, { client, folder });
    const there = done + provisional;
    console.log(`${there} of ${total} exports are there, ${provisional} of them made before their data were complete`);
    for (const { window, error } of failed) console.error(`${window.id}: ${error.message}`);
    return complete ? 0 : TRY_AGAIN;
  } finally {
    await ledger.close();
  }
}

process.exitCode = await main(process.argv[2]).catch((error) => {
  console.error(error.message);
  return error.code === "LEDGER_LOCKED" ? TRY_AGAIN : 1;
});
