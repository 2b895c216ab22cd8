// What the chart draws for each measure.
import type { Amount, Figure, Overview } from "../../../contract.ts";
import { exactText, NONE, type Unit, valueText } from "../../base/format.ts";
import { say } from "../../base/language.ts";
import { othersText } from "../../base/names.ts";
import { type ChartSeries, seriesColor } from "../../parts/chart-data.ts";
import type { ChartLine } from "../../parts/chart-options.ts";
import type { TipRow } from "../../parts/chart-tip.tsx";
import type { Measure } from "./selection.ts";

interface Shown {
  series: ChartSeries[];
  isStacked: boolean;
  unit: Unit;
  lines: ChartLine[];
  /** Bytes of a point are also a rate: the seconds of a bucket, if all are equally long. */
  seconds?: number;
  tipOf: (index: number) => TipRow[];
}

const SECONDS: Readonly<Record<string, number>> = { "5min": 300, hour: 3600, day: 86_400, week: 604_800 };

export function chartOf(data: Overview, measure: Measure): Shown {
  if (measure === "bandwidth") return bandwidthOf(data);
  if (measure === "hits") return hitsOf(data);
  return stackedOf(data, measure);
}

function stackedOf(data: Overview, measure: "traffic" | "requests"): Shown {
  const unit = measure === "traffic" ? "byte" : "count";
  const totals = data.totals[measure];
  const seconds = measure === "traffic" ? SECONDS[data.bucket] : undefined;
  const series = data.series.flatMap(({ key, count, ...values }, i) => {
    const own = values[measure];
    const label = key ?? othersText(count ?? 0);
    const color = data.by === "status" ? `status-${key}` : seriesColor(i);
    return own === undefined ? [] : [{ key: key ?? "", label, color, values: own.map(numberOf), own }];
  });
  return {
    ...{ series, isStacked: true, unit, lines: seconds === undefined ? [] : linesOf(data, seconds / 8) },
    ...(seconds !== undefined && { seconds }),
    tipOf: (index) => {
      const row = (label: string, value: Amount | null | undefined, color?: string): TipRow => ({
        ...{ label, ...(color !== undefined && { color }) },
        ...textsOf(value ?? null, unit),
      });
      const total = row(say("Total", "总量"), totals[index]);
      return data.by === "none"
        ? [total]
        : [...series.map(({ label, own, color }) => row(label, own[index], color)), total];
    },
  };
}

function textsOf(value: Amount | null, unit: Unit): Pick<TipRow, "text" | "exact"> {
  if (value === null) return { text: NONE };
  if (unit === "ratio" || unit === "count") return { text: exactText(value, unit) };
  return { text: valueText(Number(value), unit), exact: exactText(value, unit) };
}

function numberOf(value: Amount | null): number | null {
  return value === null ? null : Number(value);
}

function bandwidthOf(data: Overview): Shown {
  const { bandwidth } = data.totals;
  const label = say("Highest mean of 5 min", "最高的 5 分钟均值");
  return {
    series: [{ key: "bandwidth", label, color: "series-1", values: bandwidth }],
    ...{ isStacked: false, unit: "bit/s", lines: linesOf(data, 1) },
    tipOf: (index) => [{ label, color: "series-1", ...textsOf(bandwidth[index] ?? null, "bit/s") }],
  };
}

function hitsOf(data: Overview): Shown {
  const { hitRatio } = data.totals;
  const label = say("Hit ratio", "命中率");
  return {
    series: [{ key: "hits", label, color: "series-1", values: hitRatio }],
    ...{ isStacked: false, unit: "ratio", lines: [] },
    tipOf: (index) => [{ label, color: "series-1", ...textsOf(hitRatio[index] ?? null, "ratio") }],
  };
}

/** The peak and the 95th percentile. `scale` turns bit/s into the unit of the chart's axis. */
function linesOf({ lines: { peak, percentile95 } }: Overview, scale: number): ChartLine[] {
  const line = (figure: Figure<{ bitsPerSecond: number }>, name: string, color: ChartLine["color"]): ChartLine[] => {
    if (figure.value === undefined) return [];
    const { bitsPerSecond } = figure.value;
    return [{ label: `${name} ${valueText(bitsPerSecond, "bit/s")}`, value: bitsPerSecond * scale, color }];
  };
  return [
    ...line(peak, say("Peak", "峰值"), "peak"),
    ...line(percentile95, say("95th percentile", "95 峰值"), "percentile"),
  ];
}
