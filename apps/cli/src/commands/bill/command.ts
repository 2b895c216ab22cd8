import { Command, Option } from "commander";
import { withConfigFlag, withOutputFlags } from "../../flags/common-flags.ts";
import { absentFlag } from "../../flags/report-flags.ts";
import { oneOf } from "../../flags/values.ts";
import { examples, lazily } from "../../shared/command.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";

export function billCommand(session: Session): Command {
  const command = new Command("bill")
    .summary(say("check the bill of a month", "核对某个月的账单"))
    .description(
      say(
        "Computes what the four billing modes charge for a month: traffic, peak bandwidth, 95th percentile and average of daily " +
          "peaks, for each area, from the basic data (reports_detail) of all domains. Bills are typically 10 % above the " +
          "statistics, so each figure is shown raw and x 1.10. A figure that a gap would make wrong isn't computed. Exit code 8: " +
          "an area with exports lacks a figure; 9: the invoice differs too much.",
        "计算四种计费方式在某个月的用量：流量、峰值带宽、95 峰值和日峰值平均，按区域分别计算，使用全部域名的基础数据（reports_detail）。" +
          "账单通常比统计数据高 10 %，因此每个数字都显示原值和 x 1.10。因数据缺失而会出错的数字不计算。退出码 8：有导出数据的区域缺少数字；9：与发票差异过大。",
      ),
    )
    .argument(
      "<month>",
      say(
        "2026-10, last-month or this-month; a month that isn't over is counted to date",
        "2026-10、last-month（上月）或 this-month（本月）；未结束的月份只计到目前",
      ),
    )
    .argument("[folder]", say("a folder of sync", "sync 的文件夹"), "exports")
    .option(
      "--price <price>",
      say(
        "MODE=PRICE/UNIT, such as traffic=0.15/GB, peak=0.60/Mbit/s (a day), p95=20/Mbit/s or average=18/Mbit/s (a month); " +
          "outside:p95=30/Mbit/s is for the area outside the Chinese mainland; can be repeated",
        "方式=价格/单位，例如 traffic=0.15/GB、peak=0.60/Mbit/s（每日）、p95=20/Mbit/s 或 average=18/Mbit/s（每月）；" +
          "outside:p95=30/Mbit/s 用于中国大陆境外；可重复使用",
      ),
      (price: string, prices: string[]) => [...prices, price],
      [],
    )
    .option(
      "--prices <file>",
      say(
        "prices in a csv file with the columns area, mode, up_to, unit and price; up_to makes tiers of traffic",
        "价格的 csv 文件，列为 area、mode、up_to、unit、price；up_to 用于流量的阶梯价格",
      ),
    )
    .option("--invoice <amount>", say("compare with the amount of an invoice: 1234.56", "与发票金额比较：1234.56"))
    .option(
      "--tolerance <percent>",
      say("how far the invoice may be from the figure x 1.10", "发票与 x 1.10 的数字允许相差的百分比"),
      "5",
    )
    .option(
      "--group <file>",
      say(
        "share by customer: a csv file with the columns domain (*.example.com works) and customer",
        "按客户分摊：csv 文件，列为 domain（可用 *.example.com）和 customer",
      ),
    )
    .option(
      "--xlsx <file>",
      say(
        "also write a workbook in which every figure can be traced: formulas, days, and the points with the cut of the 95th percentile",
        "同时写一个可追溯每个数字的工作簿：公式、每日数据，以及标出 95 峰值分界的数据点",
      ),
    )
    .addOption(
      new Option(
        "--drop <how>",
        say(
          "round the number of values that the 95th percentile drops: floor or ceil, which is undocumented",
          "95 峰值去掉的点数如何取整：floor 向下，ceil 向上（文档没有说明）",
        ),
      )
        .default("floor")
        .argParser(oneOf("--drop", ["floor", "ceil"])),
    )
    .addOption(absentFlag());
  return withOutputFlags(withConfigFlag(command))
    .addHelpText("after", examples(EXAMPLES))
    .action(lazily(session, () => import("./run.ts"), { folder: 1, prices: true }));
}

const EXAMPLES = {
  [say("the data that a bill needs", "账单所需的数据")]:
    "cdn-export sync reports_detail all --on 2026-10 --per month --interval 300 --group-by domain -o billing",
  [say("the four modes of October", "十月的四种计费方式")]: "cdn-export bill 2026-10 billing",
  [say("a price, and the cost by customer", "价格，以及按客户分摊的费用")]:
    "cdn-export bill 2026-10 billing --price p95=20/Mbit/s --group customers.csv",
  [say("the same as a workbook for the controller", "同上，生成供财务核对的工作簿")]:
    "cdn-export bill 2026-10 billing --price p95=20/Mbit/s --xlsx bill.xlsx",
};
