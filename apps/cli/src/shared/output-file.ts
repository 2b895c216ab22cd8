// Where a file goes, and whether it can go there: an export takes minutes, and its end is late for such news.
import { access, constants, stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { UsageError } from "../terminal/errors.ts";
import type { Session } from "../terminal/session.ts";
import { dateOf } from "./format.ts";
import type { ExportScope } from "./query.ts";
import { systemReason } from "./system-error.ts";

export interface Output {
  /** Absolute. */
  path: string;
  /** Whether the file's ending is added whatever the path looks like: a domain looks as if it had one. */
  addEnding: boolean;
}

/** What goes to stdout is the file as it is. @throws UsageError when that is not possible. */
export function checkStdout({ json, out }: Session): void {
  if (json) throw new UsageError("--output - writes the file to stdout: it does not go with --json");
  if (out.isTTY)
    throw new UsageError(
      "--output - writes the file as it is, and stdout is this terminal: pipe it, say to `cdn-export rows -`",
    );
}

export const STDOUT = "-";
/** Bytes: 255 in nearly every file system, and what is added while a file is not whole. */
const LONGEST_NAME = 200;

/** @throws UsageError when nothing can be written there. */
export async function outputOf(given: string | undefined, scope: ExportScope): Promise<Output> {
  if (given === "") throw new UsageError("--output: there is no name in it");
  const there = given === undefined ? undefined : await stat(given).catch(() => undefined);
  const addEnding = given === undefined || given.endsWith("/") || there?.isDirectory() === true;
  // A device or a pipe. What stdout is at the moment may be a file.
  if ((there && !there.isDirectory() && !there.isFile()) || /^\/dev\/(stdout|stderr|fd\/\d+)$/.test(given ?? ""))
    throw new UsageError(`--output: ${given} is no file: to write to stdout, say --output -`);
  const path = addEnding ? resolve(given ?? ".", nameOf(scope)) : resolve(given);
  if (Buffer.byteLength(basename(path)) > LONGEST_NAME)
    throw new UsageError(`--output: the name ${basename(path)} is too long for a file: choose another`);
  const folder = dirname(path);
  try {
    if (!(await stat(folder)).isDirectory()) throw new UsageError(`--output: ${folder} is no folder`);
    await access(folder, constants.W_OK);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const why = isMissing ? "does not exist: make it first" : `cannot be written: ${await systemReason(error)}`;
    throw new UsageError(`--output: the folder ${folder} ${why}`, { cause: error });
  }
  return { path, addEnding };
}

/** `top_url_detail_2026-11-01_2026-11-08_www.example.com` */
function nameOf({ action, domains, from, to }: ExportScope): string {
  const names = domains === "all" ? ["all"] : domains;
  const which = names.length === 1 ? names[0] : `${names.length}-domains`;
  return [action, dateOf(from), dateOf(to), which].join("_").replace(/[^\p{L}\p{M}\p{N}_.-]/gu, "_");
}
