// How uPlot draws our charts.
import type UPlot from "uplot";
import type { Axis, Band, Options, Series } from "uplot";
import { colorOf } from "../base/theme.ts";
import type { ChartSeries } from "./chart-data.ts";
import { ticksBetween, tickTexts } from "./ticks.ts";

/** A horizontal line with a name, such as the 95th percentile. */
export interface ChartLine {
  label: string;
  value: number;
  color: "peak" | "percentile";
}

interface Settings {
  series: readonly ChartSeries[];
  isStacked: boolean;
  bands: Band[];
  lines: readonly ChartLine[];
  from: number;
  to: number;
  width: number;
  height: number;
  isNarrow: boolean;
  text: (value: number) => string;
  /** The same values in another unit, on an axis at the right: how many of it one is, and its text. */
  rate?: { factor: number; text: (value: number) => string };
  onCursor: (index: number | undefined) => void;
  onSelect: (from: number, to: number) => void;
}

export function optionsOf(settings: Settings): Options {
  const { series, isStacked, bands, lines, from, to, width, height, isNarrow, text, rate } = settings;
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis: Axis = {
    stroke: colorOf("muted"),
    font,
    grid: { stroke: colorOf("grid"), width: 1 },
    ticks: { show: false },
  };
  const highest = Math.max(0, ...lines.map(({ value }) => value));
  return {
    ...{ width, height, bands, legend: { show: false }, padding: [14, rate && !isNarrow ? 12 : 24, 0, 0] },
    scales: {
      x: { time: false, range: [from / 1000, to / 1000] },
      y: { range: (_, __, max) => [0, Math.max(max ?? 0, highest) * 1.06 || 1] },
    },
    axes: [
      {
        ...axis,
        splits: (plot) =>
          ticksBetween(from, to, Math.max(2, Math.floor(plot.width / (isNarrow ? 70 : 90)))).map((ms) => ms / 1000),
        values: (_, splits) => tickTexts(splits.map((seconds) => seconds * 1000)),
        size: 42,
      },
      { ...axis, values: (_, splits) => splits.map(text), size: isNarrow ? 62 : 74, space: 44 },
      ...(rate && !isNarrow ? [rateAxis(axis, rate)] : []),
    ],
    series: [{}, ...series.map(({ color }) => seriesOf(colorOf(color), isStacked))],
    cursor: {
      y: false,
      drag: { x: true, y: false, setScale: false, dist: 4 },
      points: { show: !isStacked, size: 7 },
    },
    hooks: {
      draw: [
        (plot) => drawLines(plot, lines, font),
        // The highest value of the axis, for tests: a canvas has no text to read.
        ({ root, scales }) => root.setAttribute("data-max", String(scales.y?.max)),
      ],
      setCursor: [({ cursor }) => settings.onCursor((cursor.left ?? -1) < 0 ? undefined : (cursor.idx ?? undefined))],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select;
          if (width <= 0) return;
          settings.onSelect(plot.posToVal(left, "x") * 1000, plot.posToVal(left + width, "x") * 1000);
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** Has the scale of the left axis in another unit, with round numbers of that unit. */
function rateAxis(axis: Axis, { factor, text }: NonNullable<Settings["rate"]>): Axis {
  return {
    ...{ ...axis, grid: { show: false }, scale: "y", side: 1, size: 84 },
    splits: (_, __, ___, max) => roundNumbers(max * factor, 5).map((rate) => rate / factor),
    values: (_, splits) => splits.map((value) => text(value * factor)),
  };
}

/** 0, and multiples of 1, 2 or 5 times a power of ten up to `max`. */
function roundNumbers(max: number, most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(max / most || 1));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => max / one <= most) ?? max;
  return Array.from({ length: Math.floor(max / step) + 1 }, (_, i) => i * step);
}

function seriesOf(color: string, isStacked: boolean): Series {
  return {
    stroke: color,
    width: isStacked ? 1 : 1.6,
    // Two hexadecimal digits of opacity.
    ...(isStacked && { fill: `${color}b8` }),
    points: { show: false },
  };
}

/** Dashed lines across the chart, each with its name above it at the right, with a rim that keeps it legible on series. */
function drawLines(plot: UPlot, lines: readonly ChartLine[], font: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = font.replace("12px", `${11 * devicePixelRatio}px`);
  ctx.textAlign = "right";
  ctx.lineJoin = "round";
  for (const { label, value, color } of lines) {
    // In the middle of a pixel, a thin line is sharp.
    const y = Math.floor(plot.valToPos(value, "y", true)) + 0.5;
    ctx.strokeStyle = ctx.fillStyle = colorOf(color);
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([5 * devicePixelRatio, 4 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    const [right, above] = [bbox.left + bbox.width - 4 * devicePixelRatio, y - 5 * devicePixelRatio];
    ctx.setLineDash([]);
    ctx.strokeStyle = colorOf("surface");
    ctx.lineWidth = 4 * devicePixelRatio;
    ctx.strokeText(label, right, above);
    ctx.fillText(label, right, above);
  }
  ctx.restore();
}
