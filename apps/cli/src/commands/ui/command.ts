import { Command } from "commander";
import { withConnectionFlags, withOutputFlags } from "../../flags/common-flags.ts";
import { wholeNumber } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function uiCommand(session: Session): Command {
  const command = new Command("ui")
    .summary(
      say("show a folder in the browser: charts, gaps, jobs, bill", "在浏览器中查看文件夹：图表、缺失、任务、账单"),
    )
    .description(
      say(
        "Opens a page on this machine that shows what a folder of sync contains and what is missing. It needs no account and no " +
          "network. To export from the page, start it with --live (the real service) or --emulator (made-up data). It runs until Ctrl-C.",
        "在本机打开一个页面，显示 sync 文件夹中有什么、缺什么。不需要账号和网络。要从页面导出，请加上 --live（真实服务）或 " +
          "--emulator（虚构数据）。运行到按 Ctrl-C 为止。",
      ),
    )
    .argument("[folder]", say("a folder of sync (default: exports)", "sync 的文件夹（默认：exports）"))
    .option(
      "--live",
      say("lets the page export with the real service, under your key", "允许页面使用您的密钥从真实服务导出"),
    )
    .option(
      "--emulator",
      say(
        "lets the page export with an emulator. Without a folder, it starts with a week of made-up data in a temporary folder",
        "允许页面从模拟服务导出。不指定文件夹时，在临时文件夹中准备一周的虚构数据",
      ),
    )
    .option(
      "--port <n>",
      say(
        "where to listen; 0 takes a free port (default: 4020, or a free port if it is in use)",
        "监听的端口；0 表示任意空闲端口（默认：4020，若被占用则用任意空闲端口）",
      ),
      wholeNumber("--port", 0, 65_535),
    )
    .option("--no-open", say("print the link, and don't open a browser", "只打印链接，不打开浏览器"));
  return withOutputFlags(withConnectionFlags(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), { folder: 0 }));
}

const EXAMPLES = {
  [say("a page with made-up data, without an account", "虚构数据的页面，不需要账号")]: "cdn-export ui --emulator",
  [say("your own folder", "自己的文件夹")]: "cdn-export ui exports",
  [say("export missing days from the page", "从页面导出缺失的日期")]: "cdn-export ui exports --live",
};
