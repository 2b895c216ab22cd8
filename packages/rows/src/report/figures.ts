import type { Fraction } from "./exact.ts";
import type { Measure, PointInterval } from "./points.ts";

/** A figure, or the reason why it can't be computed. */
export type Figure<T> =
  | {
      /** The figure. */
      readonly value: T;
      /** Only without a figure. */
      readonly reason?: never;
    }
  | {
      /** Only without a reason. */
      readonly value?: never;
      /** Why there is no figure, as one sentence without a full stop. */
      readonly reason: string;
    };

/** The highest value of a point, summed over the series of the figures. */
export interface Peak {
  /** Bytes or requests of the point. */
  readonly value: bigint;
  /** The mean per second over the point's interval: bit/s of traffic, requests/s of requests. Not a peak within the interval. */
  readonly rate: Fraction;
  /** The start of the interval. The first one if several are equal. */
  readonly at: Date;
  /** Seconds of the interval. */
  readonly interval: PointInterval;
}

/** How many points the figures are based on: one for each series and interval of the period. */
export interface PointCounts {
  /** Points with a value. */
  readonly present: number;
  /** Absent points that were taken as zero, as the option `absent` says. */
  readonly zero: number;
  /** Points that are missing. If there are any, totals and peaks are those of the present points only. */
  readonly missing: number;
}

/** What one group of points adds up to. */
export interface Figures {
  /** Sums: bytes of `traffic`, `hitTraffic` and `originTraffic`, and numbers of requests. */
  readonly totals: { readonly [M in Measure]: Figure<bigint> };
  /** The points with the most bytes and the most requests. */
  readonly peaks: { readonly traffic: Figure<Peak>; readonly requests: Figure<Peak> };
  /** Shares from 0 to 1 that caches answered: of requests, and of bytes. */
  readonly hitRatio: { readonly requests: Figure<Fraction>; readonly traffic: Figure<Fraction> };
  /** What the figures are based on. */
  readonly points: PointCounts;
}
