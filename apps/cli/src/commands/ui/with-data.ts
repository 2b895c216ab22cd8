// A folder with made-up data, and the emulator that it came from.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExportClient, lastDays } from "@cdn-export/client";
import { makeFolder } from "@cdn-export/client/internal";
import type { ConsoleOptions } from "@cdn-export/console/server";
import { DEMO_CREDENTIALS, fastClock, startEmulator } from "@cdn-export/emulator";
import { openLedger, plan, readLedger, sync } from "@cdn-export/sync";
import { LEDGER_NAME } from "@cdn-export/sync/folder";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

/** The sign that the data of a folder is made up. */
const MARK = ".cdn-export.emulator";

const ACTIONS = [
  "reports_detail",
  "isp_detail",
  "top_url_detail",
  "top_path_detail",
  "top_referer_detail",
  "top_ua_detail",
  "top_ip_detail",
] as const;
const DOMAINS = ["www.example.com", "img.example.com", "video.example.com"];
const DAYS = 7;
/** The clock of the data starts this long ago, and runs this fast: it must not overtake the real one. */
const HEAD_START_MS = 2 * 3_600_000;
const SPEED = 300;

type WithData = Pick<ConsoleOptions, "folder" | "mode" | "service" | "credentials" | "endpoint"> & {
  close(): Promise<void>;
};

/**
 * @param folder - undefined: a temporary folder, which is filled and removed at the end.
 * @throws UsageError if the folder has exports of the real service: made-up data would be among them.
 */
export async function startWithData(folder: string | undefined, session: Session): Promise<WithData> {
  if (folder !== undefined) await mark(folder);
  const own = folder ?? (await mkdtemp(join(tmpdir(), "cdn-export-emulator-")));
  const remove = () => (folder === undefined ? rm(own, { recursive: true, force: true }) : undefined);
  try {
    if (folder === undefined) await fill(own, session);
    const cloud = await startEmulator({ format: "csv" });
    const client = createExportClient({ credentials: DEMO_CREDENTIALS, endpoint: cloud.url, onWarning: () => {} });
    return {
      folder: own,
      mode: "emulator",
      service: { client, endpoint: cloud.url },
      credentials: async () => DEMO_CREDENTIALS,
      endpoint: cloud.url,
      async close() {
        await cloud.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function mark(folder: string): Promise<void> {
  await makeFolder(folder);
  const path = join(folder, MARK);
  const isMarked = await readFile(path).then(
    () => true,
    () => false,
  );
  if (isMarked) return;
  const isFolderOfSync = await readLedger(join(folder, LEDGER_NAME)).then(
    () => true,
    ({ code }) => code !== "NO_LEDGER",
  );
  if (isFolderOfSync)
    throw new UsageError(
      say(
        `${folder} has exports of the real service, and the emulator's data is made up: name another folder, or none`,
        `${folder} 中有真实服务的导出，而模拟服务的数据是虚构的：请换一个文件夹，或不指定`,
      ),
    );
  const text = say(
    "The data of this folder is made up: it comes from the emulator of cdn-export",
    "这个文件夹中的数据是虚构的，来自 cdn-export 的模拟服务",
  );
  await writeFile(path, `${text}\n`);
}

/** Runs the same job as for the real service, on a clock that runs fast. */
async function fill(folder: string, session: Session): Promise<void> {
  const now = Date.now();
  const clock = fastClock(SPEED, now - HEAD_START_MS);
  const cloud = await startEmulator({ clock, port: false, format: "csv", runMs: 1000 });
  const client = createExportClient({
    credentials: DEMO_CREDENTIALS,
    endpoint: cloud.url,
    fetch: cloud.fetch,
    onWarning: () => {},
    timeout: HEAD_START_MS,
    runtime: { now: clock.now, monotonicNow: clock.now, sleep: (ms, signal) => clock.sleep(ms, signal) },
  });
  const common = { domains: DOMAINS, ...lastDays(DAYS, now), per: "day", language: "en" } as const;
  const batch = DOMAINS.length;
  const windows = [
    ...plan({ ...common, actions: ["reports_detail"], interval: 300, groupBy: "domain", batch }),
    ...plan({ ...common, actions: ["isp_detail"], interval: 300, groupBy: "domain", batch }),
    ...plan({ ...common, actions: ACTIONS.slice(2), batch }),
  ];
  await mark(folder);
  const ledger = await openLedger(join(folder, LEDGER_NAME));
  try {
    await sync(windows, ledger, {
      client,
      folder,
      concurrency: 8,
      signal: session.signal,
      now: () => now,
      onProgress: ({ done, provisional, total }) =>
        session.progress.show(
          say(
            `made-up data  ${done + provisional} of ${total} files`,
            `虚构数据  ${done + provisional}/${total} 个文件`,
          ),
        ),
    });
  } finally {
    session.progress.clear();
    await ledger.close();
    await cloud.close();
  }
}
