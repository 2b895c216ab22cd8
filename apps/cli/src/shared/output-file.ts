// Decides where the file goes, and checks that it can be written there before an export that may take minutes.
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
  /** Whether to add an extension even if the path seems to have one: `www.example.com` does. */
  addEnding: boolean;
}

/** @throws UsageError if the file can't go to stdout. */
export function checkStdout({ json, out }: Session): void {
  if (json) throw new UsageError("--output - writes the file to stdout: leave --json out");
  if (out.isTTY)
    throw new UsageError(
      "--output - writes the file to stdout, which is this terminal: pipe it into a program, such as `cdn-export rows -`",
    );
}

export const STDOUT = "-";
/** Nearly every file system allows 255 bytes; temporary names need the rest. */
const MAX_NAME_BYTES = 200;

/** @throws UsageError if the path can't be written. */
export async function outputOf(given: string | undefined, scope: ExportScope): Promise<Output> {
  if (given === "") throw new UsageError("--output: the name is empty");
  const there = given === undefined ? undefined : await stat(given).catch(() => undefined);
  const addEnding = given === undefined || given.endsWith("/") || there?.isDirectory() === true;
  // A device or a pipe. /dev/stdout may point to a file at the moment.
  if ((there && !there.isDirectory() && !there.isFile()) || /^\/dev\/(stdout|stderr|fd\/\d+)$/.test(given ?? ""))
    throw new UsageError(`--output: ${given} isn't a file; to write to stdout, use --output -`);
  const path = addEnding ? resolve(given ?? ".", nameOf(scope)) : resolve(given);
  if (Buffer.byteLength(basename(path)) > MAX_NAME_BYTES)
    throw new UsageError(`--output: the name ${basename(path)} is too long for a file: choose a shorter one`);
  const folder = dirname(path);
  try {
    if (!(await stat(folder)).isDirectory()) throw new UsageError(`--output: ${folder} isn't a folder`);
    await access(folder, constants.W_OK);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const why = isMissing ? "doesn't exist: create it first" : `can't be written: ${await systemReason(error)}`;
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
