import { Command } from "commander";
import { withOutputFlags } from "../../flags/common-flags.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function emulatorCommand(session: Session): Command {
  const command = new Command("emulator")
    .summary(say("run an emulator of the service on this machine", "在本机模拟服务，用于试用"))
    .description(
      say(
        "Starts an emulator of the service. It checks signatures, keeps tasks and produces files with made-up statistics. " +
          "It runs until Ctrl-C, and stores nothing.",
        "启动服务的模拟器：检查签名、保存任务、生成含虚构数据的文件。运行到按 Ctrl-C 为止，停止后不保留任何内容。",
      ),
    )
    .option(
      "--port <n>",
      say("where to listen; 0 takes a free port (default: 4010)", "监听的端口；0 表示任意空闲端口（默认：4010）"),
    )
    .option("--host <name>", say("the address to listen on (default: 127.0.0.1)", "监听的地址（默认：127.0.0.1）"))
    .option(
      "--format <name>",
      say(
        "type of the files: xlsx, csv, gzip or zip (default: xlsx)",
        "文件的类型：xlsx、csv、gzip 或 zip（默认：xlsx）",
      ),
    )
    .option("--seed <text>", say("seed of all numbers and IDs (default: 1)", "所有数字和 ID 的随机种子（默认：1）"))
    .option("--speed <n>", say("time runs n times as fast (default: 1)", "时间以 n 倍速度流逝（默认：1）"))
    .option(
      "--config <file>",
      say(
        "a JSON file with any option of the emulator: accounts, faults, a clock; flags override it",
        "含任意模拟器选项的 JSON 文件：账号、故障、时钟；命令行选项优先",
      ),
    )
    .option(
      "--log",
      say("prints one line per request, with what was signed wrong", "每个请求打印一行，并说明签名错误之处"),
    )
    .option(
      "--tls",
      say("also accepts TLS, for the account ID look-up of the Go SDK", "同时接受 TLS，供 Go SDK 查询账号 ID"),
    )
    .option("--port-file <file>", say("writes the port to this file once it listens", "开始监听后将端口写入该文件"))
    .option(
      "--exit-with-parent",
      say(
        "stops when its standard input closes, as it does when the parent process exits",
        "标准输入关闭时（例如父进程退出时）停止",
      ),
    );
  return withOutputFlags(command)
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts")));
}

const EXAMPLES = {
  [say("an emulator, and what to type in another terminal", "启动模拟器，并显示在另一个终端输入的内容")]:
    "cdn-export emulator",
  [say("CSV files, on a free port", "csv 文件，空闲端口")]: "cdn-export emulator --port 0 --format csv",
  [say("in the background of a script", "在脚本中后台运行")]: "cdn-export emulator --json > emulator.json &",
};
