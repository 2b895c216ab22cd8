// One window, exported into the folder by `sync`.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ExportClient } from "@cdn-export/client";
import { type ExportWindow, openLedger, sync, type WindowFile } from "@cdn-export/sync";
import { LEDGER_NAME } from "@cdn-export/sync/folder";
import { RequestError } from "../http/failure.ts";

/** @throws the error that ended the export. The ledger has what the next run needs to continue. */
export async function runWindow(
  window: ExportWindow,
  { folder, client, signal, now }: { folder: string; client: ExportClient; signal: AbortSignal; now: () => number },
): Promise<WindowFile | undefined> {
  await mkdir(folder, { recursive: true });
  const ledger = await openLedger(join(folder, LEDGER_NAME), { signal });
  try {
    const { failed, notYet } = await sync([window], ledger, { client, folder, signal, now });
    const [first] = failed;
    if (first) throw first.error;
    if (notYet > 0) throw notOver();
    return (await ledger.read()).get(window.id)?.file;
  } finally {
    await ledger.close();
  }
}

function notOver(): RequestError {
  return new RequestError(
    422,
    "NOT_OVER",
    { en: "The period isn't over yet, so nothing was exported", zh: "时间段尚未结束，因此没有导出" },
    { en: "Choose an end before now, or start it later", zh: "请选择早于现在的结束时间，或稍后再导出" },
  );
}
