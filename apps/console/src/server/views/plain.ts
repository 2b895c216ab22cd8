// Figures of reports as JSON. Nothing is computed here.
import {
  type Change,
  type Fraction,
  type Measure,
  type Peak,
  type Figure as ReportFigure,
  type Figures as ReportFigures,
  toDecimal,
} from "@cdn-export/rows/report";
import type { Amount, BandwidthAt, Figure, Figures, Growth } from "../../contract.ts";
import { textOf } from "../texts.ts";

export function amountOf(value: bigint): Amount {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** A number of a chart; `null` where there is no value. */
export function pointOf(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** Six decimals are more than a page shows. */
function numberOf(value: Fraction): number {
  return Number(toDecimal(value, 6));
}

export function figureOf<T, U>(figure: ReportFigure<T>, plain: (value: T) => U): Figure<U> {
  return figure.reason === undefined ? { value: plain(figure.value as T) } : { reason: textOf(figure.reason) };
}

export function bandwidthOf({ rate, at, interval }: Peak): BandwidthAt {
  return { bitsPerSecond: numberOf(rate), at: at.getTime(), interval };
}

export function figuresOf({ totals, peaks, hitRatio, points }: ReportFigures): Figures {
  return {
    totals: eachMeasure(totals, (total) => figureOf(total, amountOf)),
    peaks: {
      traffic: figureOf(peaks.traffic, bandwidthOf),
      requests: figureOf(peaks.requests, ({ rate, at, interval }) => ({
        perSecond: numberOf(rate),
        at: at.getTime(),
        interval,
      })),
    },
    hitRatio: {
      requests: figureOf(hitRatio.requests, numberOf),
      traffic: figureOf(hitRatio.traffic, numberOf),
    },
    points,
  };
}

export function growthOf(changes: { [M in Measure]: ReportFigure<Change> }): Record<Measure, Figure<Growth>> {
  return eachMeasure(changes, (change) =>
    figureOf(change, ({ difference, percent }) => ({
      difference: amountOf(difference),
      percent: figureOf(percent, (value) => toDecimal(value)),
    })),
  );
}

function eachMeasure<T, U>(values: { [M in Measure]: T }, change: (value: T) => U): Record<Measure, U> {
  return Object.fromEntries(Object.entries(values).map(([measure, value]) => [measure, change(value)])) as Record<
    Measure,
    U
  >;
}
