// Made-up data in a folder. It is exported by the same job as real data, on a clock that runs fast.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createExportClient, lastDays } from "@cdn-export/client";
import { DEMO_CREDENTIALS, fastClock, startEmulator } from "@cdn-export/emulator";
import { openLedger, plan, type SyncProgress, sync } from "@cdn-export/sync";
import { LEDGER_NAME } from "@cdn-export/sync/folder";
import { say } from "../../terminal/language.ts";
import { DOMAINS, storyUntil } from "./story.ts";

/** The sign that the data of a folder is made up. */
export const MARK = ".cdn-export.emulator";

const LISTS = ["top_path_detail", "top_referer_detail", "top_ua_detail", "top_ip_detail"] as const;
/** The last days that have every statistic. Earlier ones have basic data and top URLs. */
const LIST_DAYS = 30;
/** The clock of the data starts this long ago, and runs this fast: it must not overtake the real one. */
const HEAD_START_MS = 2 * 3_600_000;
const SPEED = 60;

export async function mark(folder: string): Promise<void> {
  const text = say(
    "The data of this folder is made up: it comes from the emulator of cdn-export",
    "这个文件夹中的数据是虚构的，来自 cdn-export 的模拟服务",
  );
  await writeFile(join(folder, MARK), `${text}\n`);
}

/** @param days - how many days before today. */
export async function fill(
  folder: string,
  days: number,
  { onProgress, signal }: { onProgress?: (progress: SyncProgress) => void; signal?: AbortSignal } = {},
): Promise<void> {
  const now = Date.now();
  const clock = fastClock(SPEED, now - HEAD_START_MS);
  const scenario = storyUntil(now);
  const cloud = await startEmulator({ clock, port: false, format: "csv", runMs: 1000, scenario });
  const client = createExportClient({
    credentials: DEMO_CREDENTIALS,
    endpoint: cloud.url,
    fetch: cloud.fetch,
    onWarning: () => {},
    timeout: HEAD_START_MS,
    runtime: { now: clock.now, monotonicNow: clock.now, sleep: (ms, signal) => clock.sleep(ms, signal) },
  });
  const common = { domains: DOMAINS, per: "day", language: "en", batch: DOMAINS.length } as const;
  const [all, last] = [lastDays(days, now), lastDays(Math.min(days, LIST_DAYS), now)];
  const windows = [
    ...plan({ ...common, ...all, actions: ["reports_detail"], interval: 300, groupBy: "domain" }),
    ...plan({ ...common, ...last, actions: ["isp_detail"], interval: 3600, groupBy: "domain" }),
    ...plan({ ...common, ...all, actions: ["top_url_detail"] }),
    ...plan({ ...common, ...last, actions: LISTS }),
  ];
  await mark(folder);
  const ledger = await openLedger(join(folder, LEDGER_NAME));
  try {
    await sync(windows, ledger, {
      client,
      folder,
      concurrency: 12,
      now: () => now,
      ...(onProgress && { onProgress }),
      ...(signal && { signal }),
    });
  } finally {
    await ledger.close();
    await cloud.close();
  }
}
