// Writes a file that a command makes, as a whole: readers see the old content or all of the new one.
import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { cannotWrite, replaceFile } from "@cdn-export/client/internal";
import type { Session } from "../terminal/session.ts";
import { assertReplaceable, rememberWritten } from "./written-files.ts";

export interface SavedParts {
  path: string;
  sha256: string;
  bytes: number;
}

/** @throws FileExistsError if another program has written the file meanwhile; SaveError if it can't be written. */
export async function saveParts(
  path: string,
  parts: AsyncIterable<Uint8Array | string>,
  { flag, force, session }: { flag: string; force: boolean; session: Session },
): Promise<SavedParts> {
  const hash = createHash("sha256");
  let bytes = 0;
  session.signal.throwIfAborted();
  const target = await realpath(path).catch(() => path);
  await replaceFile(target, async (handle) => {
    for await (const part of parts) {
      session.signal.throwIfAborted();
      hash.update(part);
      bytes += Buffer.byteLength(part);
      await handle.writeFile(part);
    }
    // It may have been created meanwhile.
    if (!force) await assertReplaceable(path, session.env, flag);
  }).catch((error) => {
    throw error.syscall === undefined ? error : cannotWrite(path, error);
  });
  const sha256 = hash.digest("hex");
  // Without the record, replacing the file later only needs --force.
  await rememberWritten({ path, sha256 }, session.env).catch(() => {});
  return { path, sha256, bytes };
}
