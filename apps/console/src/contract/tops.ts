// Top lists.
import type { Action, Amount, Area, Figure, Ms, Text } from "./base.ts";
import type { PeriodQuery } from "./overview.ts";

export interface TopsQuery extends PeriodQuery {
  /** @default all that the folder has */
  action?: Action;
  /** @default all */
  domains?: string;
  area?: Area;
  /** The most bars of each list. @default 10 */
  count?: number;
}

export interface Tops {
  from: Ms;
  to: Ms;
  area: Area;
  lists: readonly TopList[];
  /** Whether files are still being read. */
  isPartial: boolean;
}

export interface TopList {
  action: Action;
  name: Text;
  /** Bytes, requests, or a value whose unit the file doesn't say. */
  measure: "traffic" | "requests" | "value";
  /** Lists that were added up: of days or domains. With more than one, values are lower bounds, because lists are cut off. */
  lists: number;
  /** The days that the lists cover: a list can't be divided, so they may be fewer than the period. */
  covered: Figure<{ from: Ms; to: Ms }>;
  top: Figure<{
    items: readonly { key: string; value: Amount; percent: string }[];
    rest: { groups: number; value: Amount; percent: string };
    total: Amount;
  }>;
}
