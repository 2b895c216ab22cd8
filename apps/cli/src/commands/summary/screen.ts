// The summary for people, on one screen.

import type { Change, Figure, Figures, Summary } from "@cdn-export/rows/report";
import { toDecimal } from "@cdn-export/rows/report";
import {
  amountText,
  gapText,
  meanText,
  minuteText,
  NONE,
  peakText,
  periodText,
  shareText,
  textOf,
  trafficText,
} from "../../shared/figures.ts";
import { say } from "../../terminal/language.ts";
import { printable } from "../../terminal/printable.ts";
import { table } from "../../terminal/table.ts";
import { translated } from "../../terminal/translate.ts";
import type { Report } from "./report.ts";
import { byTable, topTable } from "./tables.ts";

type Line = [name: string, text: string] | undefined;

const MAX_DOMAINS = 5;
const MAX_GAPS = 3;

export function screenOf(report: Report, width: number | undefined): string {
  const { summary, by, top, compared } = report;
  const blocks = [
    aligned([...(summary ? headOf(summary, report) : []), ...sourceLines(report)]),
    summary && aligned(totalLines(summary, compared?.value?.growth)),
    compared && compareLine(compared),
    summary && sparkline(report),
    top && topTable(top, width),
    by && byTable(by, width),
    summary && gapLines(report),
  ];
  return blocks.filter((block) => block !== undefined && block !== "").join("\n\n");
}

function aligned(lines: readonly Line[]): string {
  const shown = lines.filter((line) => line !== undefined);
  return table(
    [
      { heading: "", whole: true },
      { heading: "", whole: true },
    ],
    shown.map(([name, text]) => [name, text]),
  )
    .split("\n")
    .slice(2)
    .join("\n");
}

function headOf({ from, to, domains, areas }: Summary, { exported, without }: Report): Line[] {
  const names = domains === "all" ? [] : domains.slice(0, MAX_DOMAINS);
  const more = domains.length - names.length;
  const rest = more > 0 ? say(` and ${more} more`, `，另有 ${more} 个`) : "";
  return [
    [say("Period", "时间段"), `${periodText(from, to)} (GMT+8)`],
    [
      say("Domains", "域名"),
      domains === "all"
        ? say("a sum; the files don't name its domains", "合计；文件没有列出域名")
        : `${domains.length}: ${names.join(", ")}${rest}`,
    ],
    without.length > 0
      ? [
          say("  without", "  缺少"),
          say(`${without.join(", ")}: no file could be read`, `${without.join(", ")}：没有可读的文件`),
        ]
      : undefined,
    [say("Area", "区域"), exported ? areas.join(", ") : say("unknown", "未知")],
  ];
}

function sourceLines({ files, exported, provisional, repeated }: Report): Line[] {
  const [first, last] = exported ? [minuteText(exported.first.getTime()), minuteText(exported.last.getTime())] : [];
  const count = provisional.length;
  return [
    [say("Files", "文件"), String(files)],
    first === undefined
      ? [
          say("As of", "数据截至"),
          say(
            "unknown: the files aren't in a ledger, so gaps at the ends don't show",
            "未知：文件不在账本中，两端的缺失无法看出",
          ),
        ]
      : [
          say("Figures as of", "数据截至"),
          first === last ? String(last) : say(`${last} (oldest file: ${first})`, `${last}（最早的文件：${first}）`),
        ],
    count > 0
      ? [
          say("Provisional", "暂定"),
          say(
            `${count} of ${files} files, exported before the data was complete; run sync again`,
            `${files} 个文件中有 ${count} 个在数据完整之前导出；请再次运行 sync`,
          ),
        ]
      : undefined,
    repeated > 0
      ? [
          say("Overlap", "重叠"),
          say(
            `${repeated} points are in several files with the same values, and count once`,
            `${repeated} 个数据点在多个文件中数值相同，只计一次`,
          ),
        ]
      : undefined,
  ];
}

function totalLines({ totals, peaks, hitRatio, points }: Figures, growth?: Record<string, Figure<Change>>): Line[] {
  const change = (measure: string) => (growth?.[measure] ? `   ${changeText(growth[measure])}` : "");
  const withReason = <T>(figure: Figure<T>, text: (value: T) => string) =>
    figure.value === undefined ? `${NONE} (${translated(figure.reason ?? "")})` : text(figure.value);
  const all = points.present + points.zero + points.missing;
  const { missing, zero } = points;
  return [
    missing > 0
      ? [
          say("Incomplete", "不完整"),
          say(
            `${missing} of ${all} points are missing: the figures are those of the others`,
            `${all} 个数据点中缺少 ${missing} 个：以下是其余数据点的数字`,
          ),
        ]
      : undefined,
    zero > 0
      ? [say("Assumed", "假设"), say(`${zero} absent points are taken as zero`, `${zero} 个没有的数据点按零计`)]
      : undefined,
    [say("Traffic", "流量"), withReason(totals.traffic, trafficText) + change("traffic")],
    [say("  peak", "  峰值"), withReason(peaks.traffic, (peak) => `${peakText(peak, "bit/s")}${meanText(peak)}`)],
    [say("Origin traffic", "回源流量"), withReason(totals.originTraffic, trafficText) + change("originTraffic")],
    [say("Requests", "请求数"), withReason(totals.requests, amountText) + change("requests")],
    [say("  peak", "  峰值"), withReason(peaks.requests, (peak) => `${peakText(peak, "requests/s")}${meanText(peak)}`)],
    [
      say("Hit ratio", "命中率"),
      say(
        `${textOf(hitRatio.requests, shareText)} of requests, ${textOf(hitRatio.traffic, shareText)} of bytes`,
        `按请求 ${textOf(hitRatio.requests, shareText)}，按字节 ${textOf(hitRatio.traffic, shareText)}`,
      ),
    ],
  ];
}

/** `+12.34 %`, or why there is no change. */
function changeText({ value, reason }: Figure<Change>): string {
  if (value === undefined) return `(${translated(reason)})`;
  const { percent } = value;
  if (percent.value === undefined) return `(${translated(percent.reason)})`;
  return `${percent.value.numerator < 0n ? "" : "+"}${toDecimal(percent.value)} %`;
}

function compareLine({ value, reason }: NonNullable<Report["compared"]>): string {
  if (value === undefined) return say(`No changes: ${reason}`, `无法比较：${translated(reason)}`);
  const period = periodText(value.with.from, value.with.to);
  return say(`Changes are against ${period}`, `变化与 ${period} 相比`);
}

const BARS = "▁▂▃▄▅▆▇█";

/** A bar for each day. A day without a value is a dot, one that lacks points a question mark. */
function sparkline({ byDay }: Report): string {
  const most = byDay.reduce(
    (max, { totals }) => ((totals.traffic.value ?? 0n) > max ? (totals.traffic.value ?? 0n) : max),
    0n,
  );
  const bars = byDay.map(({ totals, points }) => {
    const { value } = totals.traffic;
    if (value === undefined) return "·";
    if (points.missing > 0) return "?";
    return BARS[most === 0n ? 0 : Number((value * 7n) / most)];
  });
  const [first, last] = [byDay[0]?.key ?? "", byDay.at(-1)?.key ?? ""];
  const high = trafficText(most);
  const isPartial = bars.includes("?") || bars.includes("·");
  const legend = isPartial ? say("; ? lacks points, · has none", "；? 缺少数据点，· 没有数据") : "";
  return `${bars.join("")}\n${say(`Traffic by day, ${first} to ${last}, highest ${high}${legend}`, `每日流量，${first} 至 ${last}，最高 ${high}${legend}`)}`;
}

function gapLines({ gaps }: Report): string {
  if (gaps.length === 0) return say("Gaps: none", "缺失：无");
  const count = gaps.length;
  const shown = gaps.slice(0, MAX_GAPS).map((gap) => `  ${printable(gapText(gap))}`);
  const more = gaps.length - shown.length;
  return [
    say(`Gaps: ${count}`, `缺失：${count} 处`),
    ...shown,
    ...(more > 0 ? [say(`  and ${more} more: --json lists all of them`, `  另有 ${more} 处：--json 列出全部`)] : []),
  ].join("\n");
}
