import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { withPlanFlags } from "../../flags/plan-flags.ts";
import { actionsArgument, domainsArgument } from "../../flags/query-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function syncCommand(session: Session): Command {
  const command = new Command("sync")
    .summary(say("keep a folder of exports complete", "让一个文件夹中的导出保持完整"))
    .description(
      say(
        "Exports the files of a period that are missing from a folder: one for each day, action and domain. Run the same " +
          "command again to resume a run that was stopped, to retry failed files, and to replace files that were exported " +
          "before their data was complete. Exit code 0: every file is there; 5: something failed; 8: some data isn't complete yet.",
        "导出文件夹中缺少的文件：每天、每种统计类型、每个域名一个文件。再次运行同一命令会继续被中断的运行、重试失败的文件，" +
          "并替换在数据完整之前导出的文件。退出码 0：文件齐全；5：有失败；8：部分数据尚不完整。",
      ),
    )
    .addArgument(actionsArgument())
    .addArgument(domainsArgument())
    .option(
      "-o, --output <folder>",
      say("folder for the files; created if it doesn't exist", "存放文件的文件夹；不存在时会创建"),
      "exports",
    );
  withPlanFlags(command)
    .option(
      "--parquet",
      say(
        "also write each file as Parquet, for DuckDB, Spark and others, into folders by action and date in <output>/parquet",
        "同时把每个文件写成 Parquet，供 DuckDB、Spark 等使用，按统计类型和日期存放在 <output>/parquet 的子文件夹中",
      ),
    )
    .option("--force", say("replace files that aren't in the ledger", "替换账本中没有的文件"))
    .option(
      "--ledger <file>",
      say(
        "file that records the state of each export (default: .cdn-export.ledger in the folder)",
        "记录每次导出状态的账本文件（默认：文件夹中的 .cdn-export.ledger）",
      ),
    )
    .option(
      "--recreate <window>",
      say(
        "export this window again with a new task: its ID, such as uv/2026-11-05/www.example.com; can be repeated; without actions, only these windows",
        "用新任务重新导出这个窗口：写它的 ID，例如 uv/2026-11-05/www.example.com；可重复使用；不写统计类型时只导出这些窗口",
      ),
      (id: string, ids: string[] = []) => [...ids, id],
    )
    .option(
      "--prune",
      say(
        "first remove all windows and files of the folder that aren't in this plan: with --last 30d also older ones, and those of other sync commands; files that sync didn't write, or that have changed, are kept",
        "先移除文件夹中不在本计划中的全部窗口和文件：使用 --last 30d 时也包括更早的，以及其他 sync 命令的；不是 sync 写的或被改过的文件会保留",
      ),
    )
    .option(
      "--dry-run",
      say(
        "with --prune: show what would be removed, and do nothing",
        "与 --prune 一起使用：只显示会移除的内容，不做任何操作",
      ),
    );
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(
      lazily(session, () => import("./run.ts"), {
        actions: 0,
        domains: 1,
        folder: "output",
        plan: "all",
      }),
    );
}

const EXAMPLES = {
  [say("a folder of the last thirty days", "最近三十天的文件夹")]:
    "cdn-export sync uv,top_url_detail www.example.com --last 30d",
  [say("every day in cron, silent unless something fails", "在 cron 中每天运行，没有失败就不输出")]:
    "15 13 * * *  cdn-export sync uv all --last 7d -o /var/lib/exports --wait 10m --quiet",
  [say(
    "the same with a config file that has the actions, domains and the plan",
    "同上，统计类型、域名和计划写在配置文件中",
  )]: "15 13 * * *  cdn-export sync --config /etc/cdn-export.json --quiet",
  [say("a month, with twenty domains per file", "一个月，每个文件二十个域名")]:
    "cdn-export sync reports_detail a.example.com,b.example.com --on 2026-10 --per month --batch 20",
  [say("a folder that DuckDB and Spark read as one table", "DuckDB 和 Spark 可当作一张表读取的文件夹")]:
    "cdn-export sync reports_detail all --group-by domain --last 30d --parquet -o warehouse",
  [say("the windows that failed, with jq", "用 jq 列出失败的窗口")]:
    "cdn-export sync uv all --last 7d --json | jq -r '.failures[].window'",
};
