// Notes on files that a report leaves out.
import { join } from "node:path";
import type { LeftOut } from "@cdn-export/sync/folder";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";

/** Prints a note for each file that is missing, or isn't the one that was saved. */
export function noteLeftOut(folder: string, session: Session): (leftOut: LeftOut) => void {
  return ({ window, reason }) => {
    const path = window.file ? join(folder, window.file.path) : window.id;
    session.note(
      say(
        `Note: ${path} ${WHAT[reason]}, so it's left out. Run sync again to replace it`,
        `注意：${path} ${WHAT[reason]}，因此不计入。再次运行 sync 会替换它`,
      ),
    );
  };
}

const WHAT: Readonly<Record<LeftOut["reason"], string>> = {
  "no file": say("is missing", "不存在"),
  "other size": say("has another size than when it was saved", "大小与保存时不同"),
  "other content": say("has changed since it was saved", "保存之后被改动过"),
};
