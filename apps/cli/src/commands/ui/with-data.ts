// A folder with made-up data, and the emulator that it came from.
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExportClient } from "@cdn-export/client";
import { makeFolder } from "@cdn-export/client/internal";
import type { ConsoleOptions } from "@cdn-export/console/server";
import { DEMO_CREDENTIALS, startEmulator } from "@cdn-export/emulator";
import { readLedger } from "@cdn-export/sync";
import { LEDGER_NAME } from "@cdn-export/sync/folder";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { fill, MARK, mark } from "./fill.ts";
import { storyUntil } from "./story.ts";

const DAYS = 7;

type WithData = Pick<ConsoleOptions, "folder" | "mode" | "service" | "credentials" | "endpoint"> & {
  close(): Promise<void>;
};

/**
 * @param folder - undefined: a temporary folder, which is filled and removed at the end.
 * @throws UsageError if the folder has exports of the real service: made-up data would be among them.
 */
export async function startWithData(folder: string | undefined, session: Session): Promise<WithData> {
  if (folder !== undefined) await markOwn(folder);
  const own = folder ?? (await mkdtemp(join(tmpdir(), "cdn-export-emulator-")));
  const remove = () => (folder === undefined ? rm(own, { recursive: true, force: true }) : undefined);
  try {
    if (folder === undefined) await fillWeek(own, session);
    const cloud = await startEmulator({ format: "csv", scenario: storyUntil(Date.now()) });
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

async function markOwn(folder: string): Promise<void> {
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
  await mark(folder);
}

async function fillWeek(folder: string, { progress, signal }: Session): Promise<void> {
  try {
    await fill(folder, DAYS, {
      signal,
      onProgress: ({ done, provisional, total }) =>
        progress.show(
          say(
            `made-up data  ${done + provisional} of ${total} files`,
            `虚构数据  ${done + provisional}/${total} 个文件`,
          ),
        ),
    });
  } finally {
    progress.clear();
  }
}
