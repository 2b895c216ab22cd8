// The commands, in the order in which help lists them. The code of a command is loaded when it runs.
// A folder imports only the folders before it: terminal, flags, shared, commands. Commands don't import each other; only ui does, which shows what bill computes.
import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import { adoptCommand } from "./commands/adopt/command.ts";
import { billCommand } from "./commands/bill/command.ts";
import { doctorCommand } from "./commands/doctor/command.ts";
import { emulatorCommand } from "./commands/emulator/command.ts";
import { explainCommand } from "./commands/explain/command.ts";
import { fleetCommand } from "./commands/fleet/command.ts";
import { getCommand } from "./commands/get/command.ts";
import { helpCommand } from "./commands/help/command.ts";
import { queryCommand } from "./commands/query/command.ts";
import { resumeCommand } from "./commands/resume/command.ts";
import { rowsCommand } from "./commands/rows/command.ts";
import { signCommand } from "./commands/sign/command.ts";
import { statusCommand } from "./commands/status/command.ts";
import { summaryCommand } from "./commands/summary/command.ts";
import { syncCommand } from "./commands/sync/command.ts";
import { tasksCommand } from "./commands/tasks/command.ts";
import { uiCommand } from "./commands/ui/command.ts";
import { languageFlag } from "./flags/common-flags.ts";
import { configureParser } from "./parser.ts";
import { examples } from "./shared/command.ts";
import { EXIT_CODES_HELP } from "./terminal/exit-codes.ts";
import { say } from "./terminal/language.ts";
import type { Session } from "./terminal/session.ts";

const COMMANDS: Readonly<Record<string, (session: Session) => Command>> = {
  get: getCommand,
  resume: resumeCommand,
  sync: syncCommand,
  adopt: adoptCommand,
  status: statusCommand,
  rows: rowsCommand,
  summary: summaryCommand,
  bill: billCommand,
  query: queryCommand,
  ui: uiCommand,
  tasks: tasksCommand,
  sign: signCommand,
  explain: explainCommand,
  fleet: fleetCommand,
  doctor: doctorCommand,
  emulator: emulatorCommand,
};

/**
 * @param args - the arguments to parse. If they begin with a command, only that command is defined: defining all of them
 * takes a large part of the start-up time.
 */
export function createProgram(session: Session, args: readonly string[] = []): Command {
  const program = new Command("cdn-export")
    .description(say("Exports statistics of Huawei Cloud CDN.", "导出华为云 CDN 的统计数据。"))
    .version(manifest.version, "-V, --version", say("print the version", "打印版本"))
    .addOption(languageFlag())
    .addHelpText("after", [examples(EXAMPLES), ENVIRONMENT, EXIT_CODES_HELP].join("\n"));
  const [first = ""] = args;
  const names = first === "--version" || Object.hasOwn(COMMANDS, first) ? [first] : Object.keys(COMMANDS);
  for (const name of names) {
    const define = COMMANDS[name];
    if (define) program.addCommand(define(session));
  }
  // Hidden: every command's help ends with the same hint.
  program.addCommand(helpCommand(), { hidden: true });
  return configureParser(program, session);
}

const EXAMPLES = {
  [say("the top URLs of the last week", "最近一周的热门 URL")]:
    "cdn-export get top_url_detail www.example.com --last 7d",
  [say("keep a folder complete, for cron", "让文件夹保持完整，用于 cron")]:
    "cdn-export sync uv,top_url_detail www.example.com --last 30d -o exports",
  [say("try it without an account, on this machine", "没有账号，在本机试用")]: "cdn-export emulator",
};

const ENVIRONMENT: string = say(
  `
Environment:
  HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK  the access key; a profile file or a
                                          cloud server's agency works as well
  HUAWEICLOUD_SDK_SECURITY_TOKEN          the token of a temporary key
  HUAWEICLOUD_SDK_DOMAIN_ID               the account ID, sent if it is set
  CDN_EXPORT_ENDPOINT                     default for --endpoint
  CDN_EXPORT_STATE                        folder for unfinished jobs
  LC_ALL, LC_MESSAGES, LANG               language: Chinese if it begins with zh
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY, NO_COLOR`,
  `
环境变量：
  HUAWEICLOUD_SDK_AK, HUAWEICLOUD_SDK_SK  访问密钥；也可用配置文件或云服务器的委托
  HUAWEICLOUD_SDK_SECURITY_TOKEN          临时密钥的令牌
  HUAWEICLOUD_SDK_DOMAIN_ID               账号 ID，设置后会发送
  CDN_EXPORT_ENDPOINT                     --endpoint 的默认值
  CDN_EXPORT_STATE                        存放未完成任务的文件夹
  LC_ALL, LC_MESSAGES, LANG               语言：以 zh 开头时为中文
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY, NO_COLOR`,
);
