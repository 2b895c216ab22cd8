import { Command } from "commander";
import { withJobFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function resumeCommand(session: Session): Command {
  const command = new Command("resume")
    .summary(say("resume exports that didn't finish", "继续未完成的导出"))
    .description(
      say(
        "Resumes an export that was stopped. No task is created twice, and a download continues where it stopped.",
        "继续被中断的导出。不会重复创建任务，下载从中断处继续。",
      ),
    )
    .argument("[job]", say("the job's ID; not needed if there is only one", "编号；只有一个未完成的导出时不需要"))
    .option("--all", say("resume every job, one after another", "依次继续所有导出"))
    .option("--list", say("list the jobs without resuming any", "只列出未完成的导出"))
    .option(
      "--forget",
      say("delete the job; its task at the service can't be cancelled", "删除本地记录；服务端的任务无法取消"),
    )
    .option("-o, --output <file>", say("another path for the file", "改用这个文件路径"))
    .option("--force", say("replace a file that this program didn't write", "替换不是本程序写的文件"));
  return withOutputFlags(withJobFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  [say("the job that was stopped", "继续被中断的导出")]: "cdn-export resume",
  [say("list the jobs", "列出未完成的导出")]: "cdn-export resume --list",
  [say("resume every job, in cron", "在 cron 中继续所有导出")]: "cdn-export resume --all --quiet",
};
