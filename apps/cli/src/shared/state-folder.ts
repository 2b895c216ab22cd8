// The folder for state that outlives the process: unfinished jobs, and one lock for each account.

import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { join, posix, win32 } from "node:path";
import { makeFolder } from "@cdn-export/client/internal";
import { type JobFolder, jobFolder } from "@cdn-export/client/node";
import { StateError } from "../terminal/errors.ts";
import { say } from "../terminal/language.ts";
import { folderReason } from "./system-error.ts";

/** @throws StateError if the system has no place for it: no HOME and no entry in the list of users, as in some containers. */
export function stateFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  homeFolder: () => string = homedir,
): string {
  if (env.CDN_EXPORT_STATE) return env.CDN_EXPORT_STATE;
  const { join } = platform === "win32" ? win32 : posix;
  const given = platform === "win32" ? env.LOCALAPPDATA : env.XDG_STATE_HOME;
  if (given) return join(given, "cdn-export");
  try {
    const parts = platform === "win32" ? ["AppData", "Local"] : [".local", "state"];
    return join(homeFolder(), ...parts, "cdn-export");
  } catch (error) {
    throw new StateError(
      say(
        "there is no home folder for unfinished jobs. Nothing was sent. Set CDN_EXPORT_STATE to a folder",
        "没有主目录，无法存放未完成的任务。没有发送任何请求。请把 CDN_EXPORT_STATE 设为一个文件夹",
      ),
      { cause: error },
    );
  }
}

/** Makes the folder before anything is sent: a job that can't be stored can't be resumed. @throws StateError */
export async function makeStateFolder(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = stateFolder(env);
  try {
    await makeFolder(folder, 0o700);
    await access(folder, constants.W_OK);
  } catch (error) {
    const why = await folderReason(error);
    throw new StateError(
      say(
        `the folder for unfinished jobs, ${folder}, can't be written: ${why}. Nothing was sent. Set CDN_EXPORT_STATE to another folder`,
        `无法写入存放未完成任务的文件夹 ${folder}：${why}。没有发送任何请求。请把 CDN_EXPORT_STATE 设为另一个文件夹`,
      ),
      { cause: error },
    );
  }
}

/** What `resume` needs in addition to the job's state. */
export interface JobNote {
  /** The file's path; `undefined` means stdout. */
  output?: string | undefined;
  addEnding?: boolean | undefined;
  /** Whether to replace a file that this program didn't write. */
  force?: boolean | undefined;
  endpoint?: string | undefined;
}

export function openJobs(env: NodeJS.ProcessEnv): JobFolder {
  return jobFolder(join(stateFolder(env), "jobs"));
}
