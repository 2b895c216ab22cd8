// Files that a flag names, written as a whole: another program may read them at any time.
import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { replaceFile } from "@cdn-export/client/internal";
import { FileExistsError, UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import { systemReason } from "./system-error.ts";
import { assertReplaceable, rememberWritten } from "./written-files.ts";

/** @throws UsageError if the file can't be written. */
export async function replaceWhole(flag: string, path: string, content: string | Uint8Array): Promise<void> {
  try {
    await replaceFile(path, (handle) => handle.writeFile(content));
  } catch (error) {
    const why = await systemReason(error);
    throw new UsageError(say(`${flag}: ${path} can't be written: ${why}`, `${flag}：无法写入 ${path}：${why}`), {
      cause: error,
    });
  }
}

/** @throws UsageError if there is a file that this program didn't write, or that has changed since. */
export async function assertReplaceableBy(flag: string, path: string, env: NodeJS.ProcessEnv): Promise<void> {
  await assertReplaceable(resolve(path), env).catch((error) => {
    if (!(error instanceof FileExistsError)) throw error;
    const what = say(
      `${flag}: ${path} exists, and this program didn't write it or it has changed since: choose another name`,
      `${flag}：${path} 已存在，且不是本程序写的，或写后被改过：请换一个名称`,
    );
    throw new UsageError(what, { cause: error });
  });
}

/** Writes a file, and remembers that this program wrote it. @throws UsageError if it can't be written. */
export async function replaceOwn(
  flag: string,
  path: string,
  { content, env }: { content: Uint8Array; env: NodeJS.ProcessEnv },
): Promise<void> {
  await replaceWhole(flag, path, content);
  await rememberWritten({ path: resolve(path), sha256: createHash("sha256").update(content).digest("hex") }, env);
}
