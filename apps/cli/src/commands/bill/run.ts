import { mergePoints, ReportError } from "@cdn-export/rows/report";
import type { Run } from "../../shared/command.ts";
import { domainsWithoutFile, type Export, findExports, isWhole, isWithin, readExports } from "../../shared/exports.ts";
import { plain } from "../../shared/figures.ts";
import { dayOrMonthOf, monthOf } from "../../shared/period.ts";
import { assertReplaceableBy, replaceOwn } from "../../shared/replace-file.ts";
import { UsageError } from "../../terminal/errors.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import { reportOf } from "./compute.ts";
import { customersIn } from "./customers.ts";
import { amountOf, MODES, type Price, priceOf, pricesIn, quantityOf } from "./prices.ts";
import { screenOf } from "./screen.ts";

interface BillFlagOptions {
  price: string[];
  prices?: string;
  invoice?: string;
  tolerance: string;
  group?: string;
  xlsx?: string;
  drop: "floor" | "ceil";
  absent: "missing" | "zero";
}

export const run: Run<[month: string, folder: string], BillFlagOptions> = async (
  [monthText, folder],
  { price, prices: priceFile, invoice, tolerance, group, xlsx, drop, absent },
  session,
) => {
  const now = Date.now();
  const { month, from, to } = periodOfMonth(monthText, now);
  const isOver = to <= now;
  if (invoice !== undefined && !isOver)
    throw new UsageError(say(`--invoice: ${month} isn't over yet`, `--invoice：${month} 尚未结束`));
  const prices: Price[] = [
    ...price.map(priceOf),
    ...(priceFile === undefined ? [] : await pricesIn(priceFile, session)),
  ];
  const paid = invoice === undefined ? undefined : amountOf("--invoice", invoice);
  const limit = amountOf("--tolerance", tolerance);
  if (xlsx !== undefined) await assertReplaceableBy("--xlsx", xlsx, session.env);
  const customerOf = group === undefined ? undefined : await customersIn(group, session);

  const isWanted = (one: Export) => one.query?.action === "reports_detail" && isWhole(one) && isWithin(one, from, to);
  const wanted = (await findExports([folder])).filter(isWanted);
  const { points: parts, files } = await readExports(wanted, session);
  if (parts.length === 0)
    throw new ReportError(
      "NO_DATA",
      say(
        `${folder} has no basic data of ${month}: export it with cdn-export sync reports_detail all --on ${month} --per month --interval 300 --group-by domain -o ${folder}`,
        `${folder} 中没有 ${month} 的基础数据：请先导出，cdn-export sync reports_detail all --on ${month} --per month --interval 300 --group-by domain -o ${folder}`,
      ),
    );
  const without = domainsWithoutFile(wanted, files).join(", ");
  if (without !== "")
    throw new ReportError(
      "NO_DATA",
      say(
        `There is no bill, because ${folder} has no file of ${without} in ${month}: run sync again`,
        `无法核对：${folder} 中没有 ${without} 在 ${month} 的文件，请再次运行 sync`,
      ),
    );
  const points = mergePoints(parts);
  const report = reportOf(points, {
    month,
    folder,
    files: files.length,
    exported: new Date(Math.max(...files.map(({ file }) => file?.createdAt ?? 0))),
    provisional: files.flatMap(({ path, file }) => (file?.provisional ? [path] : [])),
    until: isOver ? undefined : now,
    absent,
    drop,
    prices,
    invoice: paid && { amount: paid, tolerance: limit },
    customerOf,
  });
  if (xlsx !== undefined) {
    const { billWorkbook } = await import("./xlsx/write.ts");
    await replaceOwn("--xlsx", xlsx, {
      content: await billWorkbook(report, { points, prices, absent, drop }),
      env: session.env,
    });
  }
  session.result(plain(report) as object, screenOf(report, session.out.columns));
  const { bill, areas } = report;
  const isIncomplete =
    areas.length === 0 || areas.some((area) => MODES.some((mode) => quantityOf(mode, bill.areas[area]).reason));
  const comparisons = report.invoice?.comparisons.value;
  if (comparisons && !comparisons.some(({ isWithin }) => isWithin)) return EXIT.INVOICE;
  return isIncomplete ? EXIT.INCOMPLETE : undefined;
};

const DAY_MS = 86_400_000;

function periodOfMonth(text: string, now: number): { month: string; from: number; to: number } {
  const month = monthOf(text, now) ?? "";
  if (!/-(0[1-9]|1[0-2])$/.test(month)) {
    const shown = JSON.stringify(text);
    throw new UsageError(
      say(`${shown} isn't a month: use 2026-10 or last-month`, `${shown} 不是月份：请用 2026-10 或 last-month`),
    );
  }
  const period = dayOrMonthOf("month", month, now);
  const [from, to] = [period.from.getTime(), period.to.getTime()];
  if (now < from + DAY_MS) throw new UsageError(say(`no day of ${month} is over yet`, `${month} 还没有结束的日期`));
  return { month, from, to };
}
