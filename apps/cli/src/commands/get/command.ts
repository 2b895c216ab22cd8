import { Command } from "commander";
import { withConnectionFlags, withJobFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { withPeriodFlags } from "../../flags/period-flags.ts";
import { actionArgument, domainsArgument, withQueryFlags } from "../../flags/query-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function getCommand(session: Session): Command {
  const command = new Command("get")
    .summary(say("export statistics into a file", "把统计数据导出到文件"))
    .description(
      say(
        "Creates an export, waits for it and saves its file. Prints the path of the file.",
        "创建导出任务，等待完成并保存文件。打印文件的路径。",
      ),
    )
    .addArgument(actionArgument())
    .addArgument(domainsArgument())
    .option(
      "-o, --output <file>",
      say(
        "path of the file; an extension is added if it has none, and - is stdout",
        "文件的路径；没有扩展名时会自动加上，- 表示标准输出",
      ),
    )
    .option("--force", say("replace a file that this program didn't write", "替换不是本程序写的文件"))
    .option(
      "--no-wait",
      say(
        "print the job's ID once the task is running; `cdn-export resume` fetches the file",
        "任务开始运行后打印其编号；之后用 cdn-export resume 获取文件",
      ),
    );
  withOutputFlags(withConnectionFlags(withJobFlags(withQueryFlags(withPeriodFlags(command)))));
  return command
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), { domains: 1 }));
}

const EXAMPLES = {
  [say("the top URLs of the last seven days", "最近七天的热门 URL")]:
    "cdn-export get top_url_detail www.example.com --last 7d",
  [say("five-minute points of yesterday for each domain", "昨天每个域名的五分钟数据")]:
    "cdn-export get reports_detail www.example.com img.example.com --on yesterday --interval 300 --group-by domain",
  [say("the visitors from two provinces in a month", "某月来自两个省份的访客")]:
    "cdn-export get uv all --on 2026-10 --country cn --province beijing,shanghai -o visitors",
  [say("start it now, fetch it later", "现在开始，稍后获取")]:
    "cdn-export get uv all --last 7d --no-wait && cdn-export resume",
};
