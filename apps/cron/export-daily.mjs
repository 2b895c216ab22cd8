// Keeps a folder of exports complete. Run it from cron:
//
//   15 13 * * *  DOMAINS=www.example.com,img.example.com node export-daily.mjs /var/lib/cdn-exports
//
// The key is in HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK. For the European site, set CDN_EXPORT_ENDPOINT=eu. Exit codes:
// 0: every file is there; 75: the next run exports the rest; 1: fix the reported problem first.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createExportClient, lastDays } from "@cdn-export/client";
import { fileLock } from "@cdn-export/client/node";
import { credentialsFromEnv } from "@cdn-export/signer/node";
import { openLedger, plan, sync } from "@cdn-export/sync";

/** More days than the number of runs that may fail in a row. */
const DAYS = Number(process.env.DAYS ?? 7);
const ACTIONS = ["top_url_detail", "reports_detail", "uv"];
/** Cron and mail systems treat this exit code as "try again". */
const TRY_AGAIN = 75;

async function main(folder = "cdn-exports") {
  const domains = process.env.DOMAINS?.split(",") ?? "all";
  const windows = plan({ domains, actions: ACTIONS, ...lastDays(DAYS), per: "day" });
  const client = createExportClient({
    credentials: credentialsFromEnv(),
    callsPerSecond: 5,
    // Other programs that export from this account can use the same file: they take turns with this one.
    lock: fileLock(join(folder, "account")),
    onRetry: ({ error, delayMs }) => console.error(`retry in ${Math.round(delayMs / 1000)} s: ${error.message}`),
  });

  await mkdir(folder, { recursive: true });
  const ledger = await openLedger(join(folder, "exports.ledger"));
  try {
    const { total, done, provisional, failed, complete } = await sync(windows, ledger, { client, folder });
    console.log(
      `${done + provisional} of ${total} files, ${provisional} of them exported before their data was complete`,
    );
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
