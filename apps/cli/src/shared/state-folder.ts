// The folder for state that outlives the process: unfinished jobs, and one lock for each account.
import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { type JobFolder, jobFolder } from "@cdn-export/client/node";
import { StateError } from "../terminal/errors.ts";
import { makeFolder } from "./make-folder.ts";
import { folderReason } from "./system-error.ts";

export function stateFolder(env: NodeJS.ProcessEnv): string {
  if (env.CDN_EXPORT_STATE) return env.CDN_EXPORT_STATE;
  const home = process.platform === "win32" ? env.LOCALAPPDATA : env.XDG_STATE_HOME;
  return join(home || join(homedir(), ".local", "state"), "cdn-export");
}

/** Makes the folder before anything is sent: a job that can't be stored can't be resumed. @throws StateError */
export async function makeStateFolder(env: NodeJS.ProcessEnv): Promise<void> {
  const folder = stateFolder(env);
  try {
    await makeFolder(folder, 0o700);
    await access(folder, constants.W_OK);
  } catch (error) {
    const next = "Nothing was sent. Set CDN_EXPORT_STATE to another folder";
    throw new StateError(
      `the folder for unfinished jobs, ${folder}, can't be written: ${await folderReason(error)}. ${next}`,
      {
        cause: error,
      },
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
