import { join } from "node:path";
import { settledAt } from "@cdn-export/api/rules";
import { openLedger, readLedger, type WindowRecord } from "@cdn-export/sync";
import { LEDGER_NAME } from "@cdn-export/sync/folder";
import type { Run } from "../../shared/command.ts";
import { periodText } from "../../shared/figures.ts";
import type { QueryOptions } from "../../shared/query.ts";
import { UsageError } from "../../terminal/errors.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { messageOf } from "../../terminal/failures.ts";
import { say } from "../../terminal/language.ts";
import { formatError } from "../../terminal/report-failure.ts";
import type { Session } from "../../terminal/session.ts";
import { type AdoptOptions, checkRows, describe } from "./describe.ts";
import { filesIn, within } from "./files.ts";
import { factsOf } from "./read.ts";

interface AdoptFlagOptions extends AdoptOptions {
  dryRun?: boolean;
}

/** A file that can be adopted. */
interface Found {
  /** Relative to the folder, with `/` as the separator. */
  path: string;
  id: string;
  record: WindowRecord & Required<Pick<WindowRecord, "query" | "file" | "found">>;
}

interface Failure {
  /** Relative to the folder. */
  paths: readonly string[];
  message: string;
}

export const run: Run<[folder: string, files: string[]], AdoptFlagOptions & QueryOptions> = async (
  [folder, files],
  options,
  session,
) => {
  const { dryRun = false } = options;
  if (options.serviceArea === undefined)
    throw new UsageError(
      say(
        "the files don't say their area: add --service-area mainland_china, outside_mainland_china or global",
        "文件中没有区域：请加上 --service-area，值为 mainland_china、outside_mainland_china 或 global",
      ),
    );
  const paths = files.length > 0 ? await within(folder, files) : await filesIn(folder);
  const ledgerPath = join(folder, LEDGER_NAME);
  const ledger = dryRun ? undefined : await openLedger(ledgerPath, { signal: session.signal });
  try {
    const records = await (ledger?.read() ?? recordsIn(ledgerPath));
    const known = new Set([...records.values()].map(({ file }) => file?.path));
    const fresh = paths.filter((path) => !known.has(path));
    const { found, failures } = await examined(folder, fresh, { options, session });
    const { adopted, refused } = withoutConflicts(found, records);
    for (const { id, record } of adopted) await ledger?.write(id, { ...records.get(id), ...record });
    return report(
      { folder, adopted, known: paths.length - fresh.length, failures: [...failures, ...refused], dryRun },
      session,
    );
  } finally {
    await ledger?.close();
  }
};

async function recordsIn(path: string): Promise<ReadonlyMap<string, WindowRecord>> {
  return readLedger(path).catch((error) => {
    if (error.code === "NO_LEDGER") return new Map();
    throw error;
  });
}

/** Reads the files. One that can't be adopted doesn't stop the others. */
async function examined(
  folder: string,
  paths: readonly string[],
  { options, session }: { options: AdoptOptions & QueryOptions; session: Session },
): Promise<{ found: Found[]; failures: Failure[] }> {
  const found: Found[] = [];
  const failures: Failure[] = [];
  const now = Date.now();
  for (const [i, path] of paths.entries()) {
    session.progress.show(say(`reading  ${i + 1} of ${paths.length} files`, `读取  ${i + 1}/${paths.length} 个文件`));
    try {
      found.push(await one(folder, path, { options, session, now }));
    } catch (error) {
      if (session.signal.aborted) throw error;
      const text = error instanceof Error && "code" in error ? await messageOf(error) : (error as Error).message;
      const file = join(folder, path);
      failures.push({
        paths: [path],
        message: text.startsWith(`${file} `) ? text : `${file}${say(": ", "：")}${text}`,
      });
    }
  }
  session.progress.clear();
  return { found, failures };
}

async function one(
  folder: string,
  path: string,
  { options, session, now }: { options: AdoptOptions & QueryOptions; session: Session; now: number },
): Promise<Found> {
  const file = join(folder, path);
  const facts = await factsOf(file, session);
  const { id, query } = describe(facts, options, now);
  const { verified } = await checkRows(file, query, session);
  const { bytes, sha256, modifiedAt: createdAt, rows, seen, measures } = facts;
  const provisional = createdAt < settledAt(query.action, Number(query.to));
  return {
    path,
    id,
    record: {
      query,
      file: { path, bytes, sha256, taskId: "", requestIds: [], createdAt, provisional, adopted: true, verified },
      found: { rows, ...(seen && { period: seen }), measures },
    },
  };
}

/** One file for each window. A record is never replaced, except one without a file. */
function withoutConflicts(
  found: readonly Found[],
  records: ReadonlyMap<string, WindowRecord>,
): { adopted: Found[]; refused: Failure[] } {
  const byId = new Map<string, Found[]>();
  for (const one of found) byId.set(one.id, [...(byId.get(one.id) ?? []), one]);
  const refused: Failure[] = [];
  const adopted = [...byId.values()].flatMap((files) => {
    const [first, second] = files as [Found, Found?];
    const { id } = first;
    const known = records.get(id);
    const names = files.map((one) => one.path).join(say(" and ", " 和 "));
    if (known === undefined && second === undefined) return [first];
    const message =
      known === undefined
        ? say(
            `${names} are of the same window, ${id}: adopt one of them, or move the others`,
            `${names} 属于同一个窗口 ${id}：请只登记其中一个，或移走其他文件`,
          )
        : say(
            `${names}: the ledger already has ${id}${known.file ? ` with ${known.file.path}` : ""}`,
            `${names}：账本中已有 ${id}${known.file ? `，文件为 ${known.file.path}` : ""}`,
          );
    refused.push({ paths: files.map((one) => one.path), message });
    return [];
  });
  return { adopted, refused };
}

interface Outcome {
  folder: string;
  adopted: readonly Found[];
  /** The number of files that the ledger has already. */
  known: number;
  failures: readonly Failure[];
  dryRun: boolean;
}

function report({ folder, adopted, known, failures, dryRun }: Outcome, session: Session): number | undefined {
  for (const { message } of failures) session.err.write(formatError(message));
  const refused = failures.flatMap(({ paths }) => paths).length;
  const counts = [
    dryRun
      ? say(
          `${adopted.length} file${adopted.length === 1 ? "" : "s"} would be adopted`,
          `将登记 ${adopted.length} 个文件`,
        )
      : say(
          `${adopted.length} file${adopted.length === 1 ? "" : "s"} adopted in ${folder}`,
          `已在 ${folder} 中登记 ${adopted.length} 个文件`,
        ),
    known > 0 && say(`${known} were in the ledger`, `${known} 个已在账本中`),
    refused > 0 && say(`${refused} not adopted`, `${refused} 个未登记`),
  ].filter(Boolean);
  const lines = [...adopted.map(lineOf), counts.join(say(", ", "，"))];
  const shown = adopted.map(({ path, id, record: { query, found } }) => ({ path, id, query, found }));
  session.result({ folder, dryRun, adopted: shown, known, failures }, session.quiet ? undefined : lines.join("\n"));
  return failures.length > 0 ? EXIT.NO_FILE : undefined;
}

/** `uv/a.csv: uv, 2026-11-01 00:00 to 2026-11-02 00:00, 2 domains, 1 row` */
function lineOf({ path, record: { query, found } }: Found): string {
  const { action, domains, from, to } = query;
  const period = periodText(new Date(Number(from)), new Date(Number(to)));
  const names = domains.length > 3 ? say(`${domains.length} domains`, `${domains.length} 个域名`) : String(domains);
  const rows = say(`${found.rows} row${found.rows === 1 ? "" : "s"}`, `${found.rows} 行`);
  return `${path}${say(": ", "：")}${[action, period, names, rows].join(say(", ", "，"))}`;
}
