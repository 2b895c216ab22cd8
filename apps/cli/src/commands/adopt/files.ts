// The files of a folder that may be adopted.
import { readdir, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { readReason } from "../../shared/system-error.ts";
import { UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";

/** Files that this program writes itself, and files of other programs that are hidden. */
const OWN = /(?:^|\/)(?:\.[^/]*|manifest\.ndjson|cdn-export\.json|[^/]+\.(?:part|parquet))(?:\/|$)/;

/** Paths relative to the folder. @throws UsageError if the folder can't be read. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(async (error) => {
    const why = await readReason(error);
    throw new UsageError(say(`${folder} can't be read: ${why}`, `无法读取 ${folder}：${why}`), { cause: error });
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"))
    .filter((path) => !OWN.test(path))
    .sort();
}

/** Paths relative to the folder. @throws UsageError if a file isn't in the folder. */
export async function within(folder: string, files: readonly string[]): Promise<string[]> {
  const root = await realpath(folder).catch(() => resolve(folder));
  const paths: string[] = [];
  for (const file of files) {
    const there = await stat(file).catch(() => undefined);
    if (!there?.isFile()) throw new UsageError(say(`there is no file ${file}`, `没有文件 ${file}`));
    const path = relative(root, await realpath(file)).replaceAll(sep, "/");
    if (path.startsWith("../"))
      throw new UsageError(
        say(
          `${file} isn't in ${folder}: a ledger has only files of its folder`,
          `${file} 不在 ${folder} 中：账本只有其文件夹中的文件`,
        ),
      );
    paths.push(path);
  }
  return [...new Set(paths)].sort();
}
