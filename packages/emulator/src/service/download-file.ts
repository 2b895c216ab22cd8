import type { MainFault } from "../faults/fault-queue.ts";
import { exportFile } from "../files/export-file.ts";
import { redirect } from "../http/answers.ts";
import type { RawRequest, RawResponse } from "../http/message.ts";
import type { TaskNow } from "../tasks/task-store.ts";
import type { Cloud } from "./call.ts";
import { fileAnswer, fileGone, linkExpired } from "./download.ts";

/** What a good link gives: the file, or what a fault has made of the link. */
export async function downloadFile(
  cloud: Cloud,
  { task, changedAt }: TaskNow,
  request: RawRequest,
  requestId: string,
  fault: MainFault | undefined,
): Promise<RawResponse> {
  const { settings, tasks, links, files, identifiers } = cloud;
  switch (fault?.what) {
    case "link-expired":
      return linkExpired(requestId);
    case "link-moved":
      tasks.move(task.n);
      return fileGone(requestId);
    case "redirect": {
      const { n, moves } = task;
      const expires = settings.clock.now() + settings.linkLifeMs;
      const elsewhere = links.create({ taskId: identifiers.taskId(n), moves, expires });
      return redirect(fault.status ?? 302, fault.to ?? elsewhere);
    }
    default:
      return fileAnswer(exportFile(task, settings, files), request, changedAt, settings);
  }
}
