// Remembers which files this program wrote, so that it replaces only those.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { makeFolder } from "@cdn-export/client/internal";
import { FileExistsError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import { stateFolder } from "./state-folder.ts";

interface Written {
  path: string;
  sha256: string;
}

/** Remembers that this program wrote the file. */
export async function rememberWritten({ path, sha256 }: Written, env: NodeJS.ProcessEnv): Promise<void> {
  const record = recordPath(path, env);
  await makeFolder(folderOf(env), 0o700);
  await writeFile(record, JSON.stringify({ path, sha256 } satisfies Written));
}

/** @throws FileExistsError if there is a file that this program didn't write, or that has changed since. */
export async function assertReplaceable(path: string, env: NodeJS.ProcessEnv, flag = "--output"): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) return;
  const written = await readRecord(path, env);
  if (written?.sha256 === (await hashOf(path))) return;
  throw new FileExistsError(
    say(
      `${path} exists, and this program didn't write it or it has changed since. Choose another name with ${flag}, or replace it with --force`,
      `${path} 已存在，且不是本程序写的，或写后被改过。请用 ${flag} 换一个名称，或用 --force 替换它`,
    ),
  );
}

/** @returns `undefined` if there is no readable record. */
async function readRecord(path: string, env: NodeJS.ProcessEnv): Promise<Written | undefined> {
  try {
    return JSON.parse(await readFile(recordPath(path, env), "utf8"));
  } catch {
    return undefined;
  }
}

/** SHA-256 in hexadecimal digits. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

function recordPath(path: string, env: NodeJS.ProcessEnv): string {
  return join(folderOf(env), `${createHash("sha256").update(path).digest("hex").slice(0, 16)}.json`);
}

function folderOf(env: NodeJS.ProcessEnv): string {
  return join(stateFolder(env), "written");
}
