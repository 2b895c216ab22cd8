import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { openJobs, stateFolder } from "../../shared/state-folder.ts";
import { folderReason } from "../../shared/system-error.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import type { Check } from "./check.ts";

export async function checkJobs(env: NodeJS.ProcessEnv): Promise<Check> {
  const name = "jobs";
  const folder = stateFolder(env);
  try {
    await assertCreatable(folder);
    const jobs = await openJobs(env).list();
    const damaged = jobs.filter(({ error }) => error);
    const count = jobs.length === 0 ? "none" : String(jobs.length);
    const hint = jobs.length === 0 ? "" : "; cdn-export resume continues them";
    return {
      name,
      state: damaged.length > 0 ? "warning" : "ok",
      text: `${count} unfinished, in ${folder}${hint}`,
      more: damaged.map(({ id, error }) => `${id}: ${error?.message}`),
      details: { folder, unfinished: jobs.map(({ id }) => id), damaged: damaged.map(({ id }) => id) },
    };
  } catch (error) {
    return {
      name,
      state: "wrong",
      text: `${folder}: ${await folderReason(error)}; set CDN_EXPORT_STATE to another folder`,
      details: { folder },
      exitCode: EXIT.NO_FILE,
    };
  }
}

/** The folder is created when it is needed. Until then, its nearest parent must be writable. */
async function assertCreatable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" || dirname(folder) === folder) throw error;
    return assertCreatable(dirname(folder));
  });
}
