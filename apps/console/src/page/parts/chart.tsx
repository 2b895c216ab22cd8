// A chart of values over time. Drag to zoom; arrow keys move the cursor.
import type { VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import UPlot from "uplot";
import { axisText, type Unit } from "../base/format.ts";
import { say } from "../base/language.ts";
import { useTheme } from "../base/theme.ts";
import { type ChartSeries, drawn, nearest } from "./chart-data.ts";
import { type ChartLine, optionsOf } from "./chart-options.ts";
import { ChartTip, type TipRow } from "./chart-tip.tsx";

export interface ChartProps {
  /** What the chart shows, for people who can't see it. */
  label: string;
  /** In milliseconds, ascending. */
  times: readonly number[];
  series: readonly ChartSeries[];
  isStacked: boolean;
  unit: Unit;
  lines?: readonly ChartLine[];
  /** Of charts of bytes: how long a point is, for a second axis with the mean bit/s. */
  seconds?: number;
  /** The period of the axis. */
  from: number;
  to: number;
  height?: number;
  /** What the tip shows for the point at an index. */
  tipOf: (index: number) => readonly TipRow[];
  /** Without it, the chart can't be zoomed. */
  onZoom?: (from: number, to: number) => void;
}

export function Chart(props: ChartProps): VNode {
  const { label, times, series, isStacked, unit, lines = [], seconds, from, to, height = 280, onZoom } = props;
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | undefined>(undefined);
  const zoom = useRef(onZoom);
  zoom.current = onZoom;
  const [at, setAt] = useState<number | undefined>(undefined);
  const { shown: theme } = useTheme();
  const { data, bands } = useMemo(() => drawn(times, series, isStacked), [times, series, isStacked]);
  const names = series.map(({ key }) => key).join("\n");
  const linesKey = JSON.stringify(lines);

  // New data of the same series and period doesn't need a new plot.
  useEffect(() => {
    if (host.current === null) return;
    const options = optionsOf({
      ...{ series, isStacked, bands, lines, from, to, height, isNarrow: host.current.clientWidth < 520 },
      width: host.current.clientWidth,
      text: (value) => axisText(value, unit),
      ...(seconds !== undefined && { rate: { factor: 8 / seconds, text: (value) => axisText(value, "bit/s") } }),
      onCursor: setAt,
      onSelect: (start, end) => zoom.current?.(start, end),
    });
    const made = new UPlot(options, data, host.current);
    plot.current = made;
    const resized = new ResizeObserver(() => {
      const width = host.current?.clientWidth ?? 0;
      if (width > 0 && width !== made.width) made.setSize({ width, height });
    });
    resized.observe(host.current);
    return () => {
      resized.disconnect();
      made.destroy();
      plot.current = undefined;
      setAt(undefined);
    };
  }, [names, isStacked, unit, seconds, from, to, height, theme, linesKey, data]);

  const move = (index: number) => {
    const made = plot.current;
    if (made === undefined || times.length === 0) return;
    const inside = Math.min(Math.max(index, 0), times.length - 1);
    const left = made.valToPos((times[inside] ?? 0) / 1000, "x");
    made.setCursor({ left, top: made.over.clientHeight / 3 });
    setAt(inside);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const current = at ?? nearest(times, (from + to) / 2);
    const target = KEYS[event.key]?.(current, times.length);
    if (event.key === "Escape") {
      plot.current?.setCursor({ left: -10, top: -10 });
      return setAt(undefined);
    }
    if (event.key === "+" || event.key === "-")
      return onZoom && zoomAround(event.key === "+" ? 0.5 : 2, times[current] ?? from);
    if (target === undefined) return;
    event.preventDefault();
    move(target);
  };
  const zoomAround = (factor: number, middle: number) => {
    const half = ((to - from) * factor) / 2;
    onZoom?.(middle - half, middle + half);
  };

  return (
    <div class="chart">
      <div
        ref={host}
        class="plot"
        role="application"
        aria-label={`${label}. ${KEYS_TEXT}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the cursor of the chart, so it must take the focus.
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
      {at !== undefined && plot.current && (
        <ChartTip
          time={times[at] ?? from}
          rows={props.tipOf(at)}
          left={plot.current.over.offsetLeft + (plot.current.cursor.left ?? 0)}
          width={plot.current.width}
        />
      )}
    </div>
  );
}

const KEYS_TEXT = say("Arrow keys show the values of a point, + and - zoom.", "方向键显示数据点的数值，+ 和 - 缩放。");

const KEYS: Readonly<Record<string, (index: number, count: number) => number>> = {
  ArrowLeft: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  PageUp: (index) => index - 12,
  PageDown: (index) => index + 12,
  Home: () => 0,
  End: (_, count) => count - 1,
};
