import { makeFolder } from "@cdn-export/client/internal";
import { type FileLedger, type Ledger, openLedger, type SyncProgress, sync } from "@cdn-export/sync";
import { prunable, prune } from "@cdn-export/sync/internal";
import type { ConnectionOptions, JobFlagOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import type { QueryOptions } from "../../shared/query.ts";
import { makeStateFolder } from "../../shared/state-folder.ts";
import { folderReason } from "../../shared/system-error.ts";
import { showHolder } from "../../shared/waiting.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { translated } from "../../terminal/translate.ts";
import type { ParquetCopy } from "./copy-to-parquet.ts";
import { prunedText, reportOutcome } from "./outcome.ts";
import { filesText, finishedIn, retryText } from "./progress-text.ts";
import { check, ledgerPath, recordsIn, type WindowOptions, windowsOf } from "./windows.ts";

interface SyncFlagOptions extends ConnectionOptions, JobFlagOptions, WindowOptions {
  force?: boolean;
  dryRun?: boolean;
  parquet?: boolean;
}

export const run: Run<[actions?: string[], domains?: string[]], SyncFlagOptions & QueryOptions> = async (
  [actions, domains],
  options,
  session,
) => {
  const { output: folder, dryRun = false } = options;
  if (dryRun && !options.prune)
    throw new UsageError(say("--dry-run goes with --prune", "--dry-run 要与 --prune 一起使用"));
  const windows = await windowsOf(actions, domains, options);
  const ids = new Set(windows.map(({ id }) => id));
  if (dryRun) {
    const found = await prunable(await recordsIn(ledgerPath(options)), ids, folder);
    session.result({ folder, dryRun, pruned: found }, prunedText(found, { folder, dryRun }));
    return undefined;
  }
  await check(windows, session);
  await makeStateFolder(session.env);
  let shown = () => "";
  let begun: { progress: SyncProgress; at: number } | undefined;
  const client = await connect(options, session, {
    ...(options.rate !== undefined && { callsPerSecond: options.rate }),
    ...(options.timeout !== undefined && { timeout: options.timeout }),
    onRetry: (retry) => session.progress.show(`${shown()}${say("; ", "；")}${retryText(retry)}`),
  });

  const ledger = await ledgerOf(options, session);
  try {
    session.unfinished = {
      hint: say(
        "To resume: run the same command again. Existing files aren't exported again",
        "继续：再次运行同一命令。已有的文件不会重新导出",
      ),
    };
    // First, because a window of the plan may get the file name of one that is removed.
    const pruned = options.prune ? await prune(ledger, ids, folder) : undefined;
    if (pruned && !session.json && !session.quiet) session.result({}, prunedText(pruned, { folder, dryRun }));
    const before = await filesOf(ledger);
    const result = await sync(windows, ledger, {
      client,
      folder,
      ...syncOptions(options),
      signal: session.signal,
      onProgress(progress) {
        begun ??= { progress, at: performance.now() };
        const { at } = begun;
        const finished = finishedIn(progress) - finishedIn(begun.progress);
        shown = () => filesText(progress, finished, performance.now() - at);
        session.progress.show(shown);
      },
    });
    const parquet = options.parquet ? await copied(ledger, options, session) : undefined;
    session.unfinished = undefined;
    const after = await filesOf(ledger);
    const fetched = windows.filter(({ id }) => after.get(id) !== before.get(id)).length;
    return reportOutcome(result, { folder, fetched, pruned, parquet }, session);
  } catch (error) {
    // `sync` checks these two options before it does anything else.
    if (!(error instanceof TypeError && /^(name|recreate)\b/.test(error.message))) throw error;
    session.unfinished = undefined;
    throw new UsageError(say(`--${error.message}`, `选项无效：--${translated(error.message)}`), { cause: error });
  } finally {
    await ledger.close();
  }
};

async function copied(
  ledger: Ledger,
  { output, force = false }: SyncFlagOptions,
  session: Session,
): Promise<ParquetCopy> {
  // Loaded for this flag only.
  const { copyToParquet } = await import("./copy-to-parquet.ts");
  return copyToParquet(ledger, { output, force }, session);
}

async function ledgerOf({ output, ledger, wait = 0 }: SyncFlagOptions, session: Session): Promise<FileLedger> {
  await makeFolder(output).catch(async (error) => {
    const why = await folderReason(error);
    throw new UsageError(
      say(`--output: the folder ${output} can't be created: ${why}`, `--output：无法创建文件夹 ${output}：${why}`),
      { cause: error },
    );
  });
  const path = ledgerPath({ output, ledger });
  const stop =
    wait > 0
      ? showHolder(path, (who) => say(`turn  ${who} uses the ledger`, `排队  ${who} 正在使用账本`), wait, session)
      : () => {};
  return openLedger(path, { wait, signal: session.signal }).finally(stop);
}

/** The options of `sync` that were given as flags. */
function syncOptions({ name, concurrency, onLost, recreate = [], force = false }: SyncFlagOptions) {
  return {
    recreate,
    overwrite: force,
    ...(name !== undefined && { name }),
    ...(concurrency !== undefined && { concurrency }),
    ...(onLost !== undefined && { onLost }),
  };
}

/** The file of each window. A file that is exported again is a new object. */
async function filesOf(ledger: Ledger): Promise<Map<string, unknown>> {
  return new Map([...(await ledger.read())].map(([id, { file }]) => [id, file]));
}
