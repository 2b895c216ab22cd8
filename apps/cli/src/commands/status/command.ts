import { Command } from "commander";
import { withConfigFlag, withOutputFlags } from "../../flags/common-flags.ts";
import { withPeriodFlags } from "../../flags/period-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function statusCommand(session: Session): Command {
  const command = new Command("status")
    .summary(say("show which days of a folder are complete", "显示文件夹中哪些日期完整"))
    .description(
      say(
        "Shows a calendar of a folder of sync for each action, and the oldest gap. Files are compared with their hashes. Without " +
          "a period, the calendar ends with the last export; with --last 7d, later windows count as missing once their data is " +
          "complete. Works while sync runs. Exit code 0: complete; 5: something failed or is missing; 8: something is provisional.",
        "按统计类型显示 sync 文件夹的日历，以及最早的缺失。文件会与其哈希比对。不指定时间段时，日历到最后一次导出为止；" +
          "用 --last 7d 时，数据已完整但没有导出的时间段算作缺失。sync 运行时也可使用。退出码 0：完整；5：有失败或缺失；8：有暂定数据。",
      ),
    )
    .argument("[folder]", say("a folder of sync", "sync 的文件夹"), "exports");
  withConfigFlag(withPeriodFlags(command)).option(
    "--metrics <file>",
    say("also write metrics for Prometheus to this file", "同时把 Prometheus 指标写入此文件"),
  );
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), { folder: 0, plan: "period" }));
}

const EXAMPLES = {
  [say("the calendar of a folder", "文件夹的日历")]: "cdn-export status exports",
  [say("for monitoring: is the last week complete?", "用于监控：最近一周是否完整？")]:
    "cdn-export status exports --last 7d --quiet --metrics exports.prom",
};
