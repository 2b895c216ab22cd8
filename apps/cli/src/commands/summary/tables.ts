// The tables of a summary: the largest domains or URLs, and the lines of --by.

import { type Top, toDecimal } from "@cdn-export/rows/report";
import { amountText, NONE, peakText, shareText, textOf, trafficText } from "../../shared/figures.ts";
import { say } from "../../terminal/language.ts";
import { printable } from "../../terminal/printable.ts";
import { type TableColumn, table } from "../../terminal/table.ts";
import { translated } from "../../terminal/translate.ts";
import type { Report } from "./report.ts";

export function topTable({ kind, measure, top, lists }: NonNullable<Report["top"]>, width: number | undefined): string {
  const name = kind === "domain" ? say("Top domains", "最大的域名") : say("Top URLs", "最热门的 URL");
  const bound =
    lists > 1
      ? say(
          `(sums of ${lists} lists, which are cut off: lower bounds)`,
          `（${lists} 个排行榜之和，排行榜有截断：为下限）`,
        )
      : "";
  const { value, reason } = top;
  if (value === undefined) return `${name}: ${NONE} (${printable(translated(reason ?? ""))})`;
  const unit =
    measure === "traffic"
      ? say("Traffic", "流量")
      : measure === "requests"
        ? say("Requests", "请求数")
        : say("Value", "数值");
  const text = measure === "traffic" ? trafficText : amountText;
  const line = (key: string, { value, percent }: Pick<Top["items"][number], "value" | "percent">) => [
    key,
    text(value),
    `${toDecimal(percent)} %`,
  ];
  const rest =
    value.rest.groups === 0
      ? []
      : [line(say(`${value.rest.groups} others`, `其余 ${value.rest.groups} 个`), value.rest)];
  const columns = [
    label(name),
    number(unit),
    number(kind === "domain" ? say("Share", "占比") : say("Share of lists", "占榜单比例")),
  ];
  const lines = value.items.map((item) => line(item.key, item));
  return [table(columns, [...lines, ...rest], width), bound].filter(Boolean).join("\n");
}

export function byTable({ name, groups, statusCodes }: NonNullable<Report["by"]>, width: number | undefined): string {
  if (statusCodes) {
    const { value, reason } = statusCodes;
    if (value === undefined) return `${say("Status codes", "状态码")}: ${NONE} (${translated(reason)})`;
    const columns = [label(say("Status", "状态码")), number(say("Requests", "请求数"))];
    return table(
      columns,
      value.map(({ key, value }) => [key, amountText(value)]),
      width,
    );
  }
  const columns = [
    label(HEADINGS[name] ?? name),
    number(say("Traffic", "流量")),
    number(say("Requests", "请求数")),
    number(say("Hit ratio", "命中率")),
    { heading: say("Peak", "峰值"), whole: true },
    number(say("Missing points", "缺失的点")),
  ];
  const lines = groups.map(({ key, totals, hitRatio, peaks, points }) => [
    key,
    textOf(totals.traffic, trafficText),
    textOf(totals.requests, amountText),
    textOf(hitRatio.requests, shareText),
    textOf(peaks.traffic, (peak) => peakText(peak, "bit/s")),
    amountText(BigInt(points.missing)),
  ]);
  return table(columns, lines, width);
}

const HEADINGS: Readonly<Record<string, string>> = {
  domain: say("Domain", "域名"),
  day: say("Day (GMT+8)", "日期 (GMT+8)"),
  hour: say("Hour (GMT+8)", "小时 (GMT+8)"),
  carrier: say("Carrier", "运营商"),
  area: say("Area", "区域"),
};

function label(heading: string): TableColumn {
  return { heading, whole: false };
}

function number(heading: string): TableColumn {
  return { heading, whole: true, right: true };
}
