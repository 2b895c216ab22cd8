import { access, constants } from "node:fs/promises";
import { dirname } from "node:path";
import { openJobs, stateFolder } from "../../shared/state-folder.ts";
import { folderReason } from "../../shared/system-error.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import { translated } from "../../terminal/translate.ts";
import type { Check } from "./check.ts";

export async function checkJobs(env: NodeJS.ProcessEnv): Promise<Check> {
  const name = "jobs";
  let folder: string | undefined;
  try {
    folder = stateFolder(env);
    await assertCreatable(folder);
    const jobs = await openJobs(env).list();
    const damaged = jobs.filter(({ error }) => error);
    const text =
      jobs.length === 0
        ? say(`none unfinished, in ${folder}`, `没有未完成的导出，位于 ${folder}`)
        : say(
            `${jobs.length} unfinished, in ${folder}; cdn-export resume continues them`,
            `${jobs.length} 个未完成，位于 ${folder}；cdn-export resume 可继续`,
          );
    return {
      name,
      state: damaged.length > 0 ? "warning" : "ok",
      text,
      more: damaged.map(({ id, error }) => `${id}${say(": ", "：")}${translated(error?.message ?? "")}`),
      details: { folder, unfinished: jobs.map(({ id }) => id), damaged: damaged.map(({ id }) => id) },
    };
  } catch (error) {
    return {
      name,
      state: "wrong",
      text: await failureText(error, folder),
      details: { folder },
      exitCode: EXIT.NO_FILE,
    };
  }
}

async function failureText(error: unknown, folder: string | undefined): Promise<string> {
  if (folder === undefined) return (error as Error).message;
  const why = await folderReason(error);
  return say(
    `${folder}: ${why}; set CDN_EXPORT_STATE to another folder`,
    `${folder}：${why}；请把 CDN_EXPORT_STATE 设为另一个文件夹`,
  );
}

/** The folder is created when it is needed. Until then, its nearest parent must be writable. */
async function assertCreatable(folder: string): Promise<void> {
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT" || dirname(folder) === folder) throw error;
    return assertCreatable(dirname(folder));
  });
}
