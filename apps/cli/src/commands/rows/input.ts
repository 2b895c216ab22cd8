import { type FileHandle, open, readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { addAbortSignal } from "node:stream";
import { suggestion } from "../../flags/values.ts";
import { readReason } from "../../shared/system-error.ts";
import { UsageError } from "../../terminal/errors.ts";

/**
 * The bytes of a file, or of stdin for `-`.
 *
 * @throws UsageError if the file can't be read, or stdin is a terminal.
 */
export async function bytesOf(file: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
  if (file === "-") {
    if (process.stdin.isTTY) throw new UsageError("stdin is this terminal: pipe a file into it, or name a file");
    return addAbortSignal(signal, process.stdin);
  }
  const handle = await opened(file);
  if ((await handle.stat()).isDirectory()) {
    await handle.close();
    throw new UsageError(`${file} is a folder: name a file in it`);
  }
  return addAbortSignal(signal, handle.createReadStream());
}

async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") throw new UsageError(`${file} can't be read: ${await readReason(error)}`, { cause: error });
    const others = await readdir(dirname(file)).catch(() => []);
    throw new UsageError(`there is no file ${file}${suggestion(basename(file), others)}`, { cause: error });
  }
}
