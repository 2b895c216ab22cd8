// The chart of the period, and the buttons that zoom it.
import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { Bucket, Overview } from "../../../contract.ts";
import { DAY_MS, minuteText, periodText, timeParam } from "../../base/format.ts";
import { say } from "../../base/language.ts";
import { hrefWith, navigate } from "../../base/route.ts";
import { Card, Choice, CsvLink } from "../../parts/basics.tsx";
import { Chart } from "../../parts/chart.tsx";
import type { ChartSeries } from "../../parts/chart-data.ts";
import { chartOf } from "./chart-of.ts";
import { type By, type Measure, overviewQuery, type Selection } from "./selection.ts";

const MINUTE_MS = 60_000;
const STEP_MS = 5 * MINUTE_MS;

const MEASURE_NAMES: readonly { value: Measure; text: string }[] = [
  { value: "traffic", text: say("Traffic", "流量") },
  { value: "bandwidth", text: say("Bandwidth", "带宽") },
  { value: "requests", text: say("Requests", "请求数") },
  { value: "hits", text: say("Hit ratio", "命中率") },
];

const BY_NAMES: readonly { value: By; text: string }[] = [
  { value: "domain", text: say("By domain", "按域名") },
  { value: "carrier", text: say("By carrier", "按运营商") },
  { value: "status", text: say("By status code", "按状态码") },
  { value: "none", text: say("Total", "总量") },
];

const BUCKETS: Readonly<Record<Bucket, string>> = {
  "5min": say("5 minutes", "5 分钟"),
  hour: say("hour", "小时"),
  day: say("day", "天"),
  week: say("week", "周"),
  month: say("month", "月"),
};

export function TimeCard({ data, selection }: { data: Overview; selection: Selection }): VNode {
  const { from, to, measure } = selection;
  const by = selection.by ?? data.by;
  const all = useMemo(() => chartOf(data, measure), [data, measure]);
  const hidden = selection.hidden.join(",");
  const series = useMemo(
    () => all.series.filter(({ key }) => !hidden.split(",").includes(key || OTHERS)),
    [all, hidden],
  );
  const name = MEASURE_NAMES.find(({ value }) => value === measure)?.text ?? measure;
  return (
    <Card
      title={say(`${name} per ${BUCKETS[data.bucket]}`, `${name}，每${BUCKETS[data.bucket]}`)}
      class="time"
      tools={
        <>
          <Choice
            label={say("Measure", "指标")}
            options={by === "status" ? MEASURE_NAMES.filter(({ value }) => value === "requests") : MEASURE_NAMES}
            value={measure}
            onChoose={(value) => navigate(hrefWith({ measure: value }))}
          />
          <select
            aria-label={say("Stacked by", "堆叠方式")}
            value={by}
            disabled={measure === "bandwidth" || measure === "hits"}
            onChange={({ currentTarget }) => navigate(hrefWith({ by: currentTarget.value, hide: undefined }))}
          >
            {BY_NAMES.map(({ value, text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
          <ZoomButtons from={from} to={to} />
          <CsvLink href={`/api/overview.csv?${overviewQuery(selection)}`} />
        </>
      }
    >
      <Chart
        label={say(
          `${name}, ${periodText(data.from, data.to)}, GMT+8`,
          `${name}，${periodText(data.from, data.to)}，GMT+8`,
        )}
        times={data.starts}
        {...all}
        series={series}
        from={from}
        to={to}
        onZoom={(start, end) => zoomTo(start, end)}
      />
      {all.isStacked && data.by !== "none" && <Legend series={all.series} hidden={selection.hidden} />}
    </Card>
  );
}

/** The name of the sum of other series in the URL. */
const OTHERS = "others";

/** The names of the colours. A click hides a series or shows it again. */
function Legend({ series, hidden }: { series: readonly ChartSeries[]; hidden: readonly string[] }): VNode {
  const toggle = (key: string) => {
    const left = hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key];
    navigate(hrefWith({ hide: left.join(",") }));
  };
  return (
    <ul class="legend">
      {series.map(({ key, label, color }) => (
        <li key={key}>
          <button type="button" aria-pressed={!hidden.includes(key || OTHERS)} onClick={() => toggle(key || OTHERS)}>
            <i class="key" style={{ background: `var(--${color})` }} />
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Whole five minutes, and at least five of them. */
function zoomTo(start: number, end: number): void {
  const from = Math.floor(start / STEP_MS) * STEP_MS;
  const to = Math.max(Math.ceil(end / STEP_MS) * STEP_MS, from + STEP_MS);
  navigate(hrefWith({ from: timeParam(from), to: timeParam(to) }));
}

function ZoomButtons({ from, to }: { from: number; to: number }): VNode {
  const span = to - from;
  const middle = from + span / 2;
  const buttons = [
    { sign: "‹", name: say("Earlier", "更早"), go: () => zoomTo(from - span, from) },
    { sign: "›", name: say("Later", "更晚"), go: () => zoomTo(to, to + span) },
    {
      sign: "+",
      name: say("Zoom in", "放大"),
      go: () => zoomTo(middle - span / 4, middle + span / 4),
      isOff: span <= STEP_MS,
    },
    {
      sign: "−",
      name: say("Zoom out", "缩小"),
      go: () => zoomTo(middle - span, middle + span),
      isOff: span >= 400 * DAY_MS,
    },
  ];
  return (
    <fieldset class="choice zoom">
      <legend class="hidden">{say("Zoom", "缩放")}</legend>
      {buttons.map(({ sign, name, go, isOff = false }) => (
        <button
          key={name}
          type="button"
          disabled={isOff}
          aria-label={name}
          title={`${name}, ${minuteText(from)} – ${minuteText(to)}`}
          onClick={go}
        >
          {sign}
        </button>
      ))}
    </fieldset>
  );
}
