// Where a file goes, and whether it can go there: an export takes minutes, and its end is late for such news.
import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { UsageError } from "../terminal/failure.ts";
import { dateOf } from "./show.ts";

export interface Output {
  /** Absolute. */
  path: string;
  /** Whether the file's ending is added whatever the path looks like: a domain looks as if it had one. */
  addEnding: boolean;
}

/** What an export is of, for its name. */
export interface Asked {
  action: string;
  domains: readonly string[] | "all";
  from: Date;
  to: Date;
}

export const STDOUT = "-";

/** @throws UsageError when nothing can be written there. */
export async function outputOf(given: string | undefined, asked: Asked): Promise<Output> {
  const addEnding = given === undefined || given.endsWith("/") || (await isFolder(given));
  const path = addEnding ? resolve(given ?? ".", nameOf(asked)) : resolve(given);
  const folder = dirname(path);
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "ENOENT" ? "does not exist: make it first" : "cannot be written: choose another place";
    throw new UsageError(`--output: the folder ${folder} ${why}`);
  });
  return { path, addEnding };
}

/** `top_url_detail_2026-11-01_2026-11-08_www.example.com` */
function nameOf({ action, domains, from, to }: Asked): string {
  const names = domains === "all" ? ["all"] : domains;
  const which = names.length === 1 ? names[0] : `${names.length}-domains`;
  return [action, dateOf(from), dateOf(to), which].join("_").replace(/[^\w.-]/g, "_");
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
