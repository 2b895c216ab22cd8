import { Argument, Command, Option } from "commander";
import { withConfigFlag, withOutputFlags } from "../../flags/common-flags.ts";
import { withPeriodFlags } from "../../flags/period-flags.ts";
import { absentFlag } from "../../flags/report-flags.ts";
import { oneOf } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function summaryCommand(session: Session): Command {
  const command = new Command("summary")
    .summary(say("show what exports add up to", "显示导出数据的汇总"))
    .description(
      say(
        "Shows totals, peaks, hit ratios, the largest domains or URLs and the gaps of exported files. A folder of sync is read " +
          "with its ledger, which knows what each file was asked for. Each point counts once: files that overlap must agree. " +
          "Figures that the files can't support aren't shown. Days are GMT+8 days.",
        "显示导出文件的总量、峰值、命中率、最大的域名或 URL，以及缺失的时间段。读取 sync 的文件夹时使用其账本，账本记录了每个文件的查询。" +
          "每个数据点只计一次：重叠的文件必须一致。文件不足以得出的数字不会显示。日期按 GMT+8。",
      ),
    )
    .addArgument(
      new Argument("[paths...]", say("folders of sync, or files", "sync 的文件夹，或文件")).default(
        ["exports"],
        "exports",
      ),
    )
    .addOption(
      new Option(
        "--by <column>",
        say(
          "one line for each domain, day, hour, carrier, area or status",
          "每个域名、日、小时、运营商、区域或状态码一行",
        ),
      ).argParser(oneOf("--by", ["domain", "day", "hour", "carrier", "area", "status"])),
    );
  withPeriodFlags(command)
    .option(
      "--compare <period>",
      say(
        "growth against another period: previous (as long, right before), a day or a month",
        "与另一时间段相比的增长：previous（紧邻之前的同样长度）、某日或某月",
      ),
    )
    .addOption(absentFlag())
    .option("--csv", say("print exact figures as csv: --by, else by day", "以 csv 打印精确数字：按 --by，默认按日"));
  return withOutputFlags(withConfigFlag(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), { folder: 0 }));
}

const EXAMPLES = {
  [say("a folder that sync keeps", "sync 维护的文件夹")]: "cdn-export summary exports",
  [say("October by day, against September", "十月每日，与九月相比")]:
    "cdn-export summary exports --on 2026-10 --by day --compare 2026-09",
  [say("days for a spreadsheet", "按日，供电子表格使用")]: "cdn-export summary exports --by day --csv > days.csv",
};
