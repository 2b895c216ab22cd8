// One export, from the query to the checked file.
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { AmbiguousTaskError, ExportClient, ExportFile, JobOptions, JobState } from "@cdn-export/client";
import { verifyFile, WrongFileError } from "@cdn-export/sync";
import { nameOf, type Outcome } from "./ledger.ts";
import { query } from "./plan.ts";

/** An export fails with its third file that contradicts its query. */
const MAX_REJECTED = 3;

export type OnState = NonNullable<JobOptions["onState"]>;

export interface ExportOptions {
  cdn: ExportClient;
  n: number;
  /** The state to continue from. */
  state: JobState | undefined;
  onState: OnState;
  signal: AbortSignal;
  /** Downloads the file to a path. */
  save: (n: number, file: ExportFile) => Promise<string>;
  /** Compares the file with the query, like `sync` and the CLI. */
  check: typeof checkSaved;
  /** Called with the SHA-256 of each rejected file. */
  onRejected: (sha256: string) => void;
}

/** @returns `undefined` if the export was aborted. */
export async function runExport(options: ExportOptions): Promise<Omit<Outcome, "elapsedMs"> | undefined> {
  const { cdn, n, onState, signal, save, check, onRejected } = options;
  let { state } = options;
  try {
    for (let rejected = 0; rejected < MAX_REJECTED; rejected++) {
      const own = { onState, signal };
      const job = state ? cdn.restore(state, own) : cdn.start(query(n), own);
      const file = await job.result();
      const { sha256, isWrong } = await check(await save(n, file), file);
      if (!isWrong) return { n, sha256 };
      onRejected(sha256);
      state = await file.release();
    }
    return { n, error: "WrongFileError WRONG_FILE" };
  } catch (error) {
    if (signal.aborted) return undefined;
    const { message, candidates = [] } = error as Partial<AmbiguousTaskError>;
    return {
      n,
      error: nameOf(error),
      message: String(message),
      candidates: candidates.map(({ task_id }) => String(task_id)),
    };
  }
}

/** The SHA-256 of a file on disk, and whether its content contradicts its query. */
export async function checkSaved(path: string, { request }: ExportFile): Promise<{ sha256: string; isWrong: boolean }> {
  const sha256 = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  try {
    await verifyFile(path, request);
    return { sha256, isWrong: false };
  } catch (error) {
    if (error instanceof WrongFileError) return { sha256, isWrong: true };
    throw error;
  }
}
