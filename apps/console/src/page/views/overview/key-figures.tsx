// The figures of the period, each with its exact value and its growth.
import type { VNode } from "preact";
import type { Amount, Figure, Growth, Measure, Overview } from "../../../contract.ts";
import {
  changeText,
  exactText,
  minuteText,
  NONE,
  periodText,
  ratioText,
  timeParam,
  type Unit,
  valueText,
} from "../../base/format.ts";
import { inLanguage, say } from "../../base/language.ts";
import { hrefWith } from "../../base/route.ts";

const HOUR_MS = 3_600_000;

export function KeyFigures({ data }: { data: Overview }): VNode {
  const { figures, lines, previous } = data;
  const { totals, peaks, hitRatio } = figures;
  const growth = previous.value?.growth;
  return (
    <>
      <dl class="figures">
        <Total name={say("Traffic", "流量")} unit="byte" figure={totals.traffic} growth={growth?.traffic} />
        <Rate name={say("Peak bandwidth", "峰值带宽")} figure={peaks.traffic} unit="bit/s" />
        <Rate name={say("95th percentile", "95 峰值")} figure={lines.percentile95} unit="bit/s" />
        <Total name={say("Requests", "请求数")} unit="count" figure={totals.requests} growth={growth?.requests} />
        <Rate name={say("Peak requests", "请求峰值")} figure={perSecond(peaks.requests)} unit="request/s" />
        <Ratio name={say("Hit ratio by requests", "请求命中率")} figure={hitRatio.requests} />
        <Ratio name={say("Hit ratio by bytes", "流量命中率")} figure={hitRatio.traffic} />
        <Total
          name={say("Origin traffic", "回源流量")}
          unit="byte"
          figure={totals.originTraffic}
          growth={growth?.originTraffic}
          isCost
        />
        <Total
          name={say("Status 4xx", "状态码 4xx")}
          unit="count"
          figure={totals.status4xx}
          growth={growth?.status4xx}
          isCost
        />
        <Total
          name={say("Status 5xx", "状态码 5xx")}
          unit="count"
          figure={totals.status5xx}
          growth={growth?.status5xx}
          isCost
        />
      </dl>
      <p class="note">
        {previous.value
          ? say(
              `Changes are against ${periodText(previous.value.from, previous.value.to)}.`,
              `变化与 ${periodText(previous.value.from, previous.value.to)} 相比。`,
            )
          : say(`No changes: ${inLanguage(previous.reason)}`, `无法比较：${inLanguage(previous.reason)}`)}
      </p>
    </>
  );
}

type RateFigure = Figure<{ bitsPerSecond: number; at: number; interval: number }>;

function perSecond(figure: Overview["figures"]["peaks"]["requests"]): RateFigure {
  if (figure.value === undefined) return figure;
  const { perSecond, at, interval } = figure.value;
  return { value: { bitsPerSecond: perSecond, at, interval } };
}

interface TotalProps {
  name: string;
  unit: Unit;
  figure: Figure<Amount>;
  growth: Record<Measure, Figure<Growth>>[Measure] | undefined;
  /** Whether growth is bad. */
  isCost?: boolean;
}

function Total({ name, unit, figure, growth, isCost = false }: TotalProps): VNode {
  if (figure.value === undefined) return <NoFigure name={name} reason={inLanguage(figure.reason)} />;
  const percent = growth?.value?.percent.value;
  const change = Number(percent ?? 0);
  const kind = change === 0 ? "" : change > 0 === isCost ? "bad" : "good";
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <Value text={valueText(Number(figure.value), unit)} />
        {percent !== undefined && <em class={kind}>{changeText(change)}</em>}
        {unit === "byte" && <small>{exactText(figure.value, unit)}</small>}
      </dd>
    </div>
  );
}

/** A highest value. Its time is a link that zooms to the hour around it. */
function Rate({ name, figure, unit }: { name: string; figure: RateFigure; unit: Unit }): VNode {
  if (figure.value === undefined) return <NoFigure name={name} reason={inLanguage(figure.reason)} />;
  const { bitsPerSecond, at, interval } = figure.value;
  const hour = at - (at % HOUR_MS);
  const minutes = interval === 300 ? say("mean of 5 min", "5 分钟均值") : say("mean of 1 h", "1 小时均值");
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <Value text={valueText(bitsPerSecond, unit)} title={exactText(bitsPerSecond, unit)} />
        <small>
          <a
            href={hrefWith({ from: timeParam(hour), to: timeParam(hour + HOUR_MS) })}
            title={say("Show this hour", "显示这一小时")}
          >
            {minuteText(at)}
          </a>
          {say(", ", "，")}
          {minutes}
        </small>
      </dd>
    </div>
  );
}

function Ratio({ name, figure }: { name: string; figure: Figure<number> }): VNode {
  if (figure.value === undefined) return <NoFigure name={name} reason={inLanguage(figure.reason)} />;
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <Value text={ratioText(figure.value)} />
        <meter min={0} max={1} value={figure.value} aria-label={name} />
      </dd>
    </div>
  );
}

/** The number, and its unit in smaller letters. */
function Value({ text, title }: { text: string; title?: string }): VNode {
  const [number, ...unit] = text.split(" ");
  return (
    <strong title={title}>
      {number} <span>{unit.join(" ")}</span>
    </strong>
  );
}

function NoFigure({ name, reason }: { name: string; reason: string }): VNode {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <strong>{NONE}</strong>
        <small title={reason}>{reason}</small>
      </dd>
    </div>
  );
}
