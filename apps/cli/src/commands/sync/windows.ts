// The windows that a run is about: those of the plan, and those that the user asks for again.
import { join } from "node:path";
import { checkQuery } from "@cdn-export/client";
import { type ExportWindow, type PlanOptions, plan, readLedger, type WindowRecord } from "@cdn-export/sync";
import { LEDGER_NAME } from "@cdn-export/sync/folder";
import type { PlanFlagOptions } from "../../flags/plan-flags.ts";
import { ACTIONS } from "../../flags/query-flags.ts";
import { suggestion } from "../../flags/values.ts";
import { missingArgument, type QueryOptions, queryOf, toUsageError } from "../../shared/query.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { noteOf } from "../../terminal/translate.ts";

export interface WindowOptions extends PlanFlagOptions {
  output: string;
  ledger?: string | undefined;
  recreate?: readonly string[];
  prune?: boolean;
}

/** The windows of the plan, and those of --recreate that only the ledger has. Without arguments, only the latter. */
export async function windowsOf(
  actions: readonly string[] | undefined,
  domains: readonly string[] | undefined,
  options: WindowOptions & QueryOptions,
): Promise<ExportWindow[]> {
  const { recreate = [], prune = false } = options;
  // Without a plan, everything else would be removed.
  const isOnly = actions === undefined && recreate.length > 0 && !prune;
  const planned = isOnly ? [] : planOf(actions, domains, options);
  const known = new Set(planned.map(({ id }) => id));
  const others = [...new Set(recreate)].filter((id) => !known.has(id));
  if (others.length === 0) return planned;
  const records = await recordsIn(ledgerPath(options));
  return [...planned, ...others.map((id) => windowOf(id, records, known))];
}

export function ledgerPath({ output, ledger }: Pick<WindowOptions, "output" | "ledger">): string {
  return ledger ?? join(output, LEDGER_NAME);
}

export async function recordsIn(path: string): Promise<ReadonlyMap<string, WindowRecord>> {
  return readLedger(path).catch((error) => {
    if (error.code === "NO_LEDGER") return new Map();
    throw error;
  });
}

/** A window as the ledger describes it. @throws UsageError */
function windowOf(id: string, records: ReadonlyMap<string, WindowRecord>, planned: ReadonlySet<string>): ExportWindow {
  const { query, plan } = records.get(id) ?? {};
  const [, label = "", domain = ""] = id.split("/");
  if (query) {
    const { action, from, to } = query;
    return {
      id,
      query,
      action,
      domain,
      from: Number(from),
      to: Number(to),
      label,
      ...(plan !== undefined && { plan }),
    };
  }
  const shown = JSON.stringify(id);
  const what = say(
    `--recreate: ${shown} isn't a window of the plan or the ledger`,
    `--recreate：计划和账本中都没有窗口 ${shown}`,
  );
  throw new UsageError(what + suggestion(id, [...planned, ...records.keys()]));
}

function planOf(
  actions: readonly string[] | undefined,
  domains: readonly string[] = [],
  options: WindowOptions & QueryOptions,
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
export async function check(windows: readonly ExportWindow[], session: Session): Promise<void> {
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
