import { join } from "node:path";
import { checkQuery } from "@cdn-export/client";
import {
  type ExportWindow,
  type Ledger,
  openLedger,
  type PlanOptions,
  plan,
  type SyncProgress,
  sync,
} from "@cdn-export/sync";
import type { ConnectionOptions, JobFlagOptions } from "../../flags/common-flags.ts";
import type { PlanFlagOptions } from "../../flags/plan-flags.ts";
import { ACTIONS } from "../../flags/query-flags.ts";
import type { Run } from "../../shared/command.ts";
import { connect } from "../../shared/connect.ts";
import { LEDGER } from "../../shared/ledger-name.ts";
import { makeFolder } from "../../shared/make-folder.ts";
import { missingArgument, type QueryOptions, queryOf, toUsageError } from "../../shared/query.ts";
import { makeStateFolder } from "../../shared/state-folder.ts";
import { folderReason } from "../../shared/system-error.ts";
import { showHolder } from "../../shared/waiting.ts";
import { UsageError } from "../../terminal/errors.ts";
import { noteOf } from "../../terminal/failures.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { reportOutcome } from "./outcome.ts";
import { filesText, finishedIn, retryText } from "./progress-text.ts";

interface SyncFlagOptions extends ConnectionOptions, JobFlagOptions, PlanFlagOptions {
  output: string;
  ledger?: string;
  recreate?: string[];
  force?: boolean;
}

export const run: Run<[actions?: string[], domains?: string[]], SyncFlagOptions & QueryOptions> = async (
  [actions, domains],
  options,
  session,
) => {
  const windows = windowsOf(actions, domains, options);
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
    const before = await filesOf(ledger);
    const result = await sync(windows, ledger, {
      client,
      folder: options.output,
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
    session.unfinished = undefined;
    const after = await filesOf(ledger);
    const fetched = windows.filter(({ id }) => after.get(id) !== before.get(id)).length;
    return reportOutcome(result, { folder: options.output, fetched }, session);
  } catch (error) {
    // `sync` checks these two options before it does anything else.
    if (!(error instanceof TypeError && /^(name|recreate)\b/.test(error.message))) throw error;
    session.unfinished = undefined;
    throw new UsageError(say(`--${error.message}`, `选项无效：--${error.message}`), { cause: error });
  } finally {
    await ledger.close();
  }
};

function windowsOf(
  actions: readonly string[] | undefined,
  domains: readonly string[] = [],
  options: SyncFlagOptions & QueryOptions,
): ExportWindow[] {
  if (actions === undefined) throw missingArgument("actions", "sync");
  if (domains.length === 0) throw missingArgument("domain", "sync");
  const action = domains.find((name) => ACTIONS.includes(name));
  if (action !== undefined)
    throw new UsageError(
      say(
        `${action} is an action, not a domain: separate actions by commas only, ${[...actions, action].join(",")}`,
        `${action} 是统计类型，不是域名：统计类型之间只用逗号分隔，${[...actions, action].join(",")}`,
      ),
    );
  const { action: _, ...query } = queryOf(actions[0] ?? "", domains, options, Date.now());
  const { per, batch } = options;
  try {
    return plan({ ...query, actions, per, ...(batch !== undefined && { batch }) } as PlanOptions);
  } catch (error) {
    throw toUsageError(error);
  }
}

/** Checks the flags before the work: once for each action, because its windows only differ in time. */
async function check(windows: readonly ExportWindow[], session: Session): Promise<void> {
  const firsts = new Map(windows.map((window) => [window.action, window] as const).reverse());
  const notes = new Set<string>();
  for (const { query } of firsts.values()) {
    const warnings = await checkQuery(query).catch((error) => {
      throw toUsageError(error);
    });
    // `sync` itself tracks whether the data is complete.
    for (const warning of warnings) if (warning.rule !== "settled") notes.add(noteOf(warning));
  }
  for (const note of notes) session.note(note);
}

async function ledgerOf({ output, ledger, wait = 0 }: SyncFlagOptions, session: Session): Promise<Ledger> {
  await makeFolder(output).catch(async (error) => {
    const why = await folderReason(error);
    throw new UsageError(
      say(`--output: the folder ${output} can't be created: ${why}`, `--output：无法创建文件夹 ${output}：${why}`),
      { cause: error },
    );
  });
  const path = ledger ?? join(output, LEDGER);
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
