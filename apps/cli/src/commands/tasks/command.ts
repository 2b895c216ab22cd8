import { operations } from "@cdn-export/api/operations";
import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { type Field, flagOf } from "../../flags/query-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function tasksCommand(session: Session): Command {
  const command = new Command("tasks")
    .summary(say("list the account's export tasks", "列出账号的导出任务"))
    .description(
      say(
        "Lists the export tasks of the account. The task that changed last comes first.",
        "列出账号的导出任务，最近变化的在前。",
      ),
    )
    .option(
      "--links",
      say(
        "show download links; anyone who has a link can download the file",
        "显示下载链接；任何拿到链接的人都能下载文件",
      ),
    );
  for (const [name, field] of Object.entries<Field>(operations.listExportTasks.query))
    command.addOption(flagOf(name, field));
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), {}));
}

const EXAMPLES = {
  [say("the last ten tasks", "最近十个任务")]: "cdn-export tasks",
  [say("failed tasks among the last hundred, with jq", "用 jq 找出最近一百个任务中失败的")]:
    "cdn-export tasks --limit 100 --json | jq -r 'select(.status == \"fail\").task_id'",
  [say("one task", "一个任务")]: "cdn-export tasks --task-id 0123456789",
};
