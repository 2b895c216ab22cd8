// Decides where the file goes, and checks that it can be written there before an export that may take minutes.

import { createHash } from "node:crypto";
import { access, constants, stat } from "node:fs/promises";
import { basename, dirname, relative, resolve } from "node:path";
import { hasFileEnding } from "@cdn-export/client/internal";
import { FileExistsError, UsageError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";
import { dateOf } from "./format.ts";
import type { ExportScope } from "./query.ts";
import { systemReason } from "./system-error.ts";
import { assertReplaceable } from "./written-files.ts";

export interface Output {
  /** Absolute. */
  path: string;
  /** Whether to add an extension even if the path seems to have one: `www.example.com` does. */
  addEnding: boolean;
}

/** @throws UsageError if the file can't go to stdout. */
export function checkStdout({ json, out }: Session): void {
  if (json)
    throw new UsageError(
      say("--output - writes the file to stdout: leave --json out", "--output - 把文件写到标准输出：请去掉 --json"),
    );
  if (out.isTTY)
    throw new UsageError(
      say(
        "--output - writes the file to stdout, which is this terminal: pipe it into a program, such as `cdn-export rows -`",
        "--output - 把文件写到标准输出，而标准输出是这个终端：请用管道传给程序，例如 cdn-export rows -",
      ),
    );
}

export const STDOUT = "-";
/** Nearly every file system allows this many. */
const MAX_NAME_BYTES = 255;
/** Some file systems, such as encrypted folders, allow 143. */
const MAX_DEFAULT_NAME_BYTES = 120;
const LONGEST_ENDING = ".xlsx";

export interface OutputOptions {
  env: NodeJS.ProcessEnv;
  /** Whether to replace a file that this program didn't write. */
  force: boolean;
}

/** @throws UsageError if the path can't be written. */
export async function outputOf(
  given: string | undefined,
  scope: ExportScope,
  { env, force }: OutputOptions,
): Promise<Output> {
  if (given === "") throw new UsageError(say("--output: the name is empty", "--output：文件名为空"));
  const there = given === undefined ? undefined : await stat(given).catch(() => undefined);
  const addEnding = given === undefined || isFolderPath(given) || there?.isDirectory() === true;
  // A device or a pipe. /dev/stdout may point to a file at the moment.
  if ((there && !there.isDirectory() && !there.isFile()) || /^\/dev\/(stdout|stderr|fd\/\d+)$/.test(given ?? ""))
    throw new UsageError(
      say(
        `--output: ${given} isn't a file; to write to stdout, use --output -`,
        `--output：${given} 不是文件；要写到标准输出，请用 --output -`,
      ),
    );
  const path = addEnding ? resolve(given ?? ".", nameOf(scope)) : resolve(given);
  const isWhole = hasFileEnding(path) && !addEnding;
  // Other names get an ending, which is known when the file is.
  await checkTarget(path, { flag: "--output", env, force: force || !isWhole, ending: isWhole ? "" : LONGEST_ENDING });
  return { path, addEnding };
}

interface TargetOptions extends OutputOptions {
  /** The flag that names the path. */
  flag: string;
  /** What may be added to the name. */
  ending?: string;
}

/** @throws UsageError if a file can't be written there. */
export async function checkTarget(path: string, { flag, env, force, ending = "" }: TargetOptions): Promise<void> {
  if (isDevice(basename(path)))
    throw new UsageError(
      say(
        `${flag}: ${basename(path)} is the name of a device on Windows: choose another one`,
        `${flag}：${basename(path)} 在 Windows 上是设备名：请换一个`,
      ),
    );
  if (Buffer.byteLength(basename(path) + ending) > MAX_NAME_BYTES)
    throw new UsageError(
      say(
        `${flag}: the name ${basename(path)} is too long for a file: choose a shorter one`,
        `${flag}：文件名 ${basename(path)} 太长：请换一个短些的`,
      ),
    );
  await assertWritable(dirname(path), flag);
  if (force) return;
  await assertReplaceable(path, env, flag).catch((error) => {
    throw error instanceof FileExistsError ? new UsageError(error.message, { cause: error }) : error;
  });
}

/** Whether the path ends with a separator. Only Windows has `\\` as one. */
export function isFolderPath(path: string, platform: NodeJS.Platform = process.platform): boolean {
  return path.endsWith("/") || (platform === "win32" && path.endsWith("\\"));
}

/** Windows opens a device for these names, with any extension and in any folder. */
export function isDevice(name: string, platform: NodeJS.Platform = process.platform): boolean {
  return platform === "win32" && /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(\.|:|$)/i.test(name);
}

async function assertWritable(folder: string, flag: string): Promise<void> {
  try {
    if (!(await stat(folder)).isDirectory())
      throw new UsageError(say(`${flag}: ${folder} isn't a folder`, `${flag}：${folder} 不是文件夹`));
    await access(folder, constants.W_OK);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const isMissing = (error as NodeJS.ErrnoException).code === "ENOENT";
    const why = isMissing ? "" : await systemReason(error);
    const what = isMissing
      ? say(`the folder ${folder} doesn't exist: create it first`, `文件夹 ${folder} 不存在：请先创建`)
      : say(`the folder ${folder} can't be written: ${why}`, `无法写入文件夹 ${folder}：${why}`);
    throw new UsageError(`${flag}${say(": ", "：")}${what}`, { cause: error });
  }
}

/**
 * `top_url_detail_2026-11-01_2026-11-08_www.example.com_country-de`: names differ whenever queries do, also where names
 * ignore letter case. A name that is too long, or has characters that some file system refuses, ends with a hash.
 */
export function nameOf({ action, domains, from, to, filters }: ExportScope): string {
  const which = domains === "all" ? "all" : domains.join("+");
  const more = filters.map(([field, value]) => `${field.replaceAll("_", "-")}-${value.replaceAll(",", "+")}`);
  const query = [which, ...more].join("_");
  const safe = query.toLowerCase().replace(/[^\p{L}\p{M}\p{N}_.+-]/gu, "_");
  const name = [action, dateOf(from), dateOf(to), safe].join("_");
  if (safe === query && Buffer.byteLength(name) <= MAX_DEFAULT_NAME_BYTES) return name;
  const hash = createHash("sha256").update(query).digest("hex").slice(0, 8);
  const start = Buffer.from(name).subarray(0, MAX_DEFAULT_NAME_BYTES - hash.length - 1);
  // The cut may be in the middle of a character.
  return `${start.toString().replaceAll("\ufffd", "")}_${hash}`;
}

/** The path as a person would type it. */
export function displayPath(path: string): string {
  const short = relative(".", path);
  return short.startsWith("..") ? path : short;
}
