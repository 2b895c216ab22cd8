import { openAsBlob } from "node:fs";
import { type FileHandle, open, readdir } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { addAbortSignal } from "node:stream";
import { suggestion } from "../flags/values.ts";
import { UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import { readReason } from "./system-error.ts";

/**
 * The content of a file, or of stdin for `-`. zip and xlsx files are read in place: their directory is at the end.
 *
 * @throws UsageError if the file can't be read, or stdin is a terminal.
 */
export async function inputOf(file: string, signal: AbortSignal): Promise<Blob | AsyncIterable<Uint8Array>> {
  if (file === "-") {
    if (process.stdin.isTTY)
      throw new UsageError(
        say(
          "stdin is this terminal: pipe a file into it, or name a file",
          "标准输入是这个终端：请用管道传入文件，或写出文件名",
        ),
      );
    return addAbortSignal(signal, process.stdin);
  }
  const handle = await opened(file);
  const stats = await handle.stat();
  if (stats.isDirectory()) {
    await handle.close();
    throw new UsageError(say(`${file} is a folder: name a file in it`, `${file} 是文件夹：请写出其中的文件`));
  }
  // A pipe, such as `<(command)` in a shell, has no place to read from.
  if (!stats.isFile() || !(await isZip(handle))) return addAbortSignal(signal, handle.createReadStream());
  await handle.close();
  return openAsBlob(file);
}

async function isZip(handle: FileHandle): Promise<boolean> {
  const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0);
  return buffer.toString("latin1") === "PK";
}

async function opened(file: string): Promise<FileHandle> {
  try {
    return await open(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") {
      const why = await readReason(error);
      throw new UsageError(say(`${file} can't be read: ${why}`, `无法读取 ${file}：${why}`), { cause: error });
    }
    const others = await readdir(dirname(file)).catch(() => []);
    throw new UsageError(say(`there is no file ${file}`, `没有文件 ${file}`) + suggestion(basename(file), others), {
      cause: error,
    });
  }
}
