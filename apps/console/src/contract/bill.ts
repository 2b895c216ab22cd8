// The bill of a month.
import type { Amount, Area, Domains, Figure, Ms, Text } from "./base.ts";

export interface BillRequest {
  /** `2026-10` */
  month: string;
  /** Whether absent points count as zero. @default "missing" */
  absent?: "missing" | "zero";
  /** How 5 % of the values is rounded. @default "floor" */
  drop?: "floor" | "ceil";
  /** Prices, as `--price` of the CLI takes them: `traffic=0.15/GB`, `mainland:p95=20/Mbit/s`. */
  prices?: readonly string[];
  /** The amount of the invoice: `1234.50`. */
  invoice?: string;
  /** Per cent. @default "2" */
  tolerance?: string;
  /** The customer of each domain. */
  customers?: Record<string, string>;
}

export interface BillReport {
  month: string;
  days: number;
  from: Ms;
  to: Ms;
  isMonthToDate: boolean;
  files: number;
  exportedAt: Ms;
  provisional: number;
  /** Only areas with exports. */
  areas: readonly AreaBill[];
  invoice?: Invoice;
  /** What the figures assume: print them. */
  statements: readonly Text[];
}

export type BillMode = "traffic" | "peak" | "p95" | "average";

export interface AreaBill {
  area: Area;
  name: Text;
  domains: Domains;
  validDays: Figure<number>;
  modes: readonly {
    mode: BillMode;
    name: Text;
    /** Bytes for `traffic`, bit/s otherwise; `peak` is the sum of the daily peaks in bit/s x days. */
    unit: "byte" | "bit/s" | "bit/s x days";
    /** Decimal numbers in the units that bills use. */
    quantity: Figure<readonly { unit: string; raw: string; withOverhead: string }[]>;
    /** When the value was reached. */
    at?: Ms;
    /** Costs, one for each price. */
    costs: readonly Figure<{ unit: string; raw: string; withOverhead: string }>[];
  }[];
  percentile?: { values: number; dropped: number };
  dailyPeaks: readonly { day: string; at: Ms; bitsPerSecond: number }[];
  /** Of a month that isn't over. */
  forecast?: readonly {
    mode: BillMode;
    quantity: Figure<readonly { unit: string; raw: string; withOverhead: string }[]>;
  }[];
  customers?: Figure<
    readonly {
      customer: string;
      traffic: Amount;
      percent: string;
      costs: readonly { raw: string; withOverhead: string }[];
    }[]
  >;
}

export interface Invoice {
  amount: string;
  tolerance: string;
  comparisons: Figure<
    readonly { mode: string; amount: string; difference: string; percent: string; isWithin: boolean }[]
  >;
}
