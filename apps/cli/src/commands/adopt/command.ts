import { Command, Option } from "commander";
import { withConfigFlag, withOutputFlags } from "../../flags/common-flags.ts";
import { withPeriodFlags } from "../../flags/period-flags.ts";
import { ACTIONS, withQueryFlags } from "../../flags/query-flags.ts";
import { list, oneOf } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function adoptCommand(session: Session): Command {
  const command = new Command("adopt")
    .summary(say("add files of other tools to a folder's ledger", "把其他工具的文件登记到文件夹的账本"))
    .description(
      say(
        "Reads files that other tools put into a folder and records what they say about themselves: action, domains, period, " +
          "interval. summary, bill and status then use them, and sync with the same flags doesn't export them again. The flags say " +
          "what a file can't, above all its area. Files and records are never changed. Exit code 7: a file wasn't adopted.",
        "读取其他工具放入文件夹的文件，并记录文件自身的信息：统计类型、域名、时间段、间隔。之后 summary、bill 和 status 会使用它们，" +
          "选项相同的 sync 不会再次导出。选项用于说明文件中没有的信息，首先是区域。文件和已有的记录都不会改动。退出码 7：有文件未登记。",
      ),
    )
    .argument(
      "[folder]",
      say("the folder; its ledger is created if it has none", "文件夹；没有账本时会创建"),
      "exports",
    )
    .argument("[files...]", say("files in the folder (default: all)", "文件夹中的文件（默认：全部）"))
    .option("--dry-run", say("show what would be adopted, and record nothing", "只显示会登记的文件，不做记录"))
    .addOption(
      new Option(
        "--action <name>",
        say("the statistic (default: by the headings)", "统计类型（默认：根据列标题判断）"),
      ).argParser(oneOf("--action", ACTIONS)),
    )
    .addOption(
      new Option(
        "--domains <list>",
        say(
          "the domains that were exported, or all (default: those in the file)",
          "导出的域名，或 all（默认：文件中的域名）",
        ),
      ).argParser((text, before: readonly string[] | undefined) => list(text, before)),
    )
    .addOption(
      new Option(
        "--per <span>",
        say(
          "each file is of one whole hour, day or month (default: from its first to its last time)",
          "每个文件是一个完整的小时、日或月：hour、day、month（默认：从文件的第一个到最后一个时间）",
        ),
      ).argParser(oneOf("--per", ["hour", "day", "month"])),
    );
  return withOutputFlags(withConfigFlag(withQueryFlags(withPeriodFlags(command))))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), { folder: 0 }));
}

const EXAMPLES = {
  [say("what would be adopted", "会登记哪些文件")]: "cdn-export adopt exports --service-area mainland_china --dry-run",
  [say("daily files of one domain, which the files don't name", "单个域名的每日文件，文件中没有域名")]:
    "cdn-export adopt exports --service-area mainland_china --domains www.example.com --per day",
};
