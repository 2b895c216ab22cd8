// Reports the result of `sync`: failures on stderr, then one line for people or one object for programs.
import type { SyncProgress, SyncResult } from "@cdn-export/sync";
import { EXIT } from "../../terminal/exit-codes.ts";
import { formatError, messageOf } from "../../terminal/report-failure.ts";
import type { Session } from "../../terminal/session.ts";

/** The most failures on stderr. If the network is down, every window fails. */
const MAX_LINES = 20;
const PROVISIONAL =
  "Provisional: exported before the data was complete. Run the same command again to replace these files";

export interface Outcome {
  folder: string;
  /** The number of files that are new or were replaced. */
  fetched: number;
}

/** @returns the exit code. */
export function reportOutcome(result: SyncResult, { folder, fetched }: Outcome, session: Session): number | undefined {
  const { total, done, provisional, notYet, failed, complete } = result;
  const failures = failed.map(({ window, error }) => ({
    window: window.id,
    code: "code" in error ? error.code : undefined,
    message: messageOf(error),
  }));
  const counts = { total, done, provisional, notYet, failed: failed.length, fetched };
  session.progress.clear();
  for (const { window, message } of failures.slice(0, MAX_LINES))
    session.err.write(formatError(`${window}: ${message}`));
  if (failures.length > MAX_LINES)
    session.err.write(formatError(`${failures.length - MAX_LINES} more failed; --json lists all of them`));
  const isNews = !session.quiet || failed.length > 0;
  session.result({ folder, ...counts, complete, failures }, isNews ? summary(counts, folder) : undefined);
  if (provisional > 0) session.aside(PROVISIONAL);
  if (failed.length > 0) session.aside("Run the same command again to retry what failed");
  return failed.length > 0 ? EXIT.NOT_FINISHED : complete ? undefined : EXIT.INCOMPLETE;
}

/** `12 of 14 files in exports, 3 new; 1 provisional, 1 not over yet, 1 failed` */
function summary(counts: Omit<SyncProgress, "running"> & { fetched: number }, folder: string): string {
  const { total, done, provisional, notYet, failed, fetched } = counts;
  const exceptions = [
    provisional > 0 && `${provisional} provisional`,
    notYet > 0 && `${notYet} not over yet`,
    failed > 0 && `${failed} failed`,
  ].filter(Boolean);
  const there = `${done + provisional} of ${total} file${total === 1 ? "" : "s"} in ${folder}, ${fetched} new`;
  return [there, exceptions.join(", ")].filter((part) => part !== "").join("; ");
}
