// The console's server. `cdn-export ui` starts it.
import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import type { AuthToken, Credentials } from "@cdn-export/signer";
import type { ExportWindow } from "@cdn-export/sync";
import type { Folder, Text } from "../contract.ts";
import { createDamageCheck } from "./data/damage-cache.ts";
import { createFolderData } from "./data/folder-data.ts";
import { createRowTables } from "./data/row-tables.ts";
import { readSamples } from "./explorer/samples.ts";
import { createEvents } from "./http/events.ts";
import { RequestError } from "./http/failure.ts";
import { type Listening, listen } from "./http/listen.ts";
import { readPage } from "./http/page-files.ts";
import { createJobs, type Service } from "./jobs/jobs.ts";
import { createHandler } from "./routes.ts";
import type { ComputeBill } from "./views/bill.ts";
import { folderOf } from "./views/folder.ts";

export type { Service } from "./jobs/jobs.ts";
export type { ComputeBill } from "./views/bill.ts";

export interface ConsoleOptions {
  /** The folder of `sync`, as it was typed. It may not exist yet. */
  folder: string;
  /** 0 takes a free port. */
  port: number;
  /** The folder of the built page. */
  page: string;
  /** The folder of the sample programs. */
  samples: string;
  mode: Folder["mode"];
  /** Where jobs are sent. Without it, jobs are off. */
  service?: Service | undefined;
  /** How to turn jobs on. */
  jobsOff?: Text;
  /** Sign previews. */
  credentials: () => Promise<Credentials | AuthToken>;
  /** The base URL of previews. */
  endpoint: string;
  computeBill: ComputeBill;
  /** @default Date.now */
  now?: () => number;
  /** How often the folder is looked at while no page asks, in milliseconds. @default 2000 */
  pollMs?: number;
}

export interface Console extends Listening {}

/** Listens on 127.0.0.1. @throws the system's error if the port is in use. */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const { folder, port, mode, service, credentials, endpoint, computeBill, now = Date.now } = options;
  const page = readPage(options.page);
  const samples = readSamples(options.samples);
  // Symbolic links above the folder are the user's own.
  const root = await realpath(folder).catch(() => resolve(folder));
  const events = createEvents();
  const rowTables = createRowTables();
  const windows = new Map<string, ExportWindow>();
  let version = 0;

  const data = createFolderData(root, { onChange: () => announce(), now });
  const jobs = createJobs({
    folder: root,
    service,
    off: () => new RequestError(403, "JOBS_OFF", jobsOff, undefined),
    records: data.records,
    now,
    onJob: (job) => events.send("job", job),
    onEnd: () => void data.refresh(),
  });
  const jobsOff: Text = options.jobsOff ?? { en: "Jobs are off", zh: "任务已关闭" };
  const context = {
    data,
    folder: root,
    now,
    damageOf: createDamageCheck(root),
    jobOf: jobs.runningJobOf,
    onWindows: (shown: readonly ExportWindow[]) => {
      for (const window of shown) windows.set(window.id, window);
    },
    windowById: (id: string) => windows.get(id),
    jobs,
    events,
    rowTables,
    computeBill,
    preview: { credentials, isExample: service === undefined, endpoint, samples, now },
    folderInfo: () =>
      folderOf({
        data,
        folder,
        now,
        mode,
        jobsOff: service ? undefined : jobsOff,
        endpoint: service?.endpoint,
      }),
  };

  /** At most one event at a time is made: reading ends a chunk every few milliseconds. */
  let isAnnouncing = false;
  function announce(): void {
    version += 1;
    if (isAnnouncing) return;
    isAnnouncing = true;
    setTimeout(async () => {
      isAnnouncing = false;
      events.send("folder", await context.folderInfo());
      events.send("data", { version });
    }, ANNOUNCE_MS).unref();
  }

  const listening = await listen(port, { page, handle: createHandler(context) });
  await data.refresh();
  const timer = setInterval(() => void data.refresh(), options.pollMs ?? 2000).unref();
  return {
    ...listening,
    async close() {
      clearInterval(timer);
      events.close();
      await Promise.all([listening.close(), jobs.close(), rowTables.close(), data.close()]);
    },
  };
}

const ANNOUNCE_MS = 250;
