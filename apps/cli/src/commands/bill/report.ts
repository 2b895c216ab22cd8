import type { Amount, Bill, Figure } from "@cdn-export/rows/report";
import type { AreaCosts, Invoice } from "./costs.ts";
import type { CustomerShare } from "./customers.ts";
import type { Area, Mode } from "./prices.ts";

/** What the screen shows, and --json prints. */
export interface Report {
  bill: Bill;
  folder: string;
  files: number;
  /** When the newest file was exported. */
  exported: Date;
  provisional: readonly string[];
  /** The areas that have exports. */
  areas: readonly Area[];
  /** Of a month that isn't over. */
  forecast: Partial<Record<Area, Record<Mode, Figure<Amount>>>> | undefined;
  costs: Partial<Record<Area, AreaCosts>>;
  customers: Partial<Record<Area, Figure<readonly CustomerShare[]>>> | undefined;
  invoice: Invoice | undefined;
}
