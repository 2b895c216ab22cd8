// Notes on files that a report leaves out.
import { join } from "node:path";
import type { Damage, LeftOut } from "@cdn-export/sync/folder";
import { say } from "../terminal/language.ts";
import type { Session } from "../terminal/session.ts";

/** Prints a note on a file that is missing, or isn't the one that was saved. */
export function noteLeftOut(folder: string, { window: { id, file }, reason }: LeftOut, session: Session): void {
  const path = join(folder, file?.path ?? id);
  const advice = file?.adopted ? "" : adviceFor(reason, folder, id);
  session.note(
    say(
      `Note: ${path} ${WHAT[reason]}, so it's left out${advice}`,
      `注意：${path} ${WHAT[reason]}，因此不计入${advice}`,
    ),
  );
}

const WHAT: Readonly<Record<Damage, string>> = {
  "no file": say("is missing", "不存在"),
  "other size": say("has another size than when it was saved", "大小与保存时不同"),
  "other content": say("has changed since it was saved", "保存之后被改动过"),
};

/** `sync` looks at the sizes of files only. */
function adviceFor(damage: Damage, folder: string, id: string): string {
  if (damage !== "other content") return say(". Run sync again to replace it", "。再次运行 sync 会替换它");
  const again = `cdn-export sync -o ${folder} --recreate ${id}`;
  return say(`. To export it again: ${again}`, `。重新导出：${again}`);
}
