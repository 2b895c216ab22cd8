// Jobs that outlive their process: where they are kept, and what is noted with them.
import { join } from "node:path";
import { type JobFolder, jobFolder } from "@cdn-export/client/node";
import { stateFolder } from "./state-folder.ts";

/** What `resume` needs beside the job's state. */
export interface Note {
  /** Where the file goes; `undefined` is stdout. */
  output?: string | undefined;
  addEnding?: boolean | undefined;
  endpoint?: string | undefined;
}

export function openJobs(env: NodeJS.ProcessEnv): JobFolder {
  return jobFolder(join(stateFolder(env), "jobs"));
}
