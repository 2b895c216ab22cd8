import { Argument, Command, Option } from "commander";
import { withOutputFlags } from "../../flags/common-flags.ts";
import { oneOf, wholeNumber } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import type { Step } from "./step.ts";

const STEPS: readonly Step[] = ["init", "work", "status", "pause", "retry"];

export function fleetCommand(session: Session): Command {
  const command = new Command("fleet")
    .summary(say("export for many accounts on many machines", "在多台机器上为多个账号导出"))
    .description(
      say(
        "Exports for many accounts on many machines that share a Postgres database. init creates the tables and plans; work runs a " +
          "worker until Ctrl-C or SIGTERM, and other workers take over its jobs; status shows each account; pause stops an account, " +
          "or all of them; retry ends pauses and stops, and tries failed windows again within a minute. " +
          "It needs Node 22.12 or later and the package @cdn-export/fleet. Exit code of status: 0: every file is there; " +
          "5: something failed or is stopped; 8: some data isn't complete yet.",
        "在多台共用一个 Postgres 数据库的机器上为多个账号导出。init 创建表并生成计划；work 运行一个工作进程，直到 Ctrl-C 或 SIGTERM，" +
          "其他工作进程会接管它的任务；status 显示每个账号；pause 暂停一个或所有账号；retry 结束暂停，并在一分钟内重试失败的窗口。" +
          "需要 Node 22.12 或更新版本，以及 @cdn-export/fleet 包。status 的退出码：0：文件齐全；5：有失败或停止；8：部分数据尚不完整。",
      ),
    )
    .addArgument(
      new Argument("<step>", say("init, work, status, pause or retry", "init、work、status、pause 或 retry")).argParser(
        oneOf("step", STEPS),
      ),
    )
    .argument("[account]", say("the account for pause and retry (default: all)", "pause 和 retry 的账号（默认：全部）"))
    .option(
      "-c, --config <file>",
      say("the config file; it contains no secrets", "配置文件，不含任何密钥"),
      "fleet.json",
    )
    .addOption(
      new Option(
        "--metrics <port>",
        say("work: serve Prometheus metrics on 127.0.0.1", "work：在 127.0.0.1 上提供 Prometheus 指标"),
      ).argParser(wholeNumber("--metrics", 1, 65_535)),
    );
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  [say("a worker, on each machine", "在每台机器上运行一个工作进程")]: "cdn-export fleet work -c /etc/cdn/fleet.json",
  [say("what is done, due and failed", "查看已完成、待导出和失败的窗口")]: "cdn-export fleet status",
  [say("stop one account, and start it again", "停止一个账号，再重新开始")]:
    "cdn-export fleet pause shop && cdn-export fleet retry shop",
};
