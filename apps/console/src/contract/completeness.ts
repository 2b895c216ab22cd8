// What is there, and what is missing.
import type { Action, Domains, Ms, Text } from "./base.ts";

export type WindowState = "failed" | "missing" | "provisional" | "not due" | "restated" | "done";

export interface Completeness {
  at: Ms;
  from: Ms;
  to: Ms;
  counts: Record<WindowState, number>;
  /** `2026-11-01`. */
  lastCompleteDay?: string;
  actions: readonly ActionCalendar[];
}

export interface ActionCalendar {
  action: Action;
  name: Text;
  /** One entry for each GMT+8 day, in order. */
  days: readonly CalendarDay[];
}

export interface CalendarDay {
  /** `2026-11-01` */
  day: string;
  /** The worst state of its windows. */
  state: WindowState;
  windows: readonly CalendarWindow[];
}

export interface CalendarWindow {
  /** Pass it to `POST /api/jobs`. Undefined if the ledger doesn't say how to export it. */
  id?: string;
  domains: Domains;
  from: Ms;
  to: Ms;
  state: WindowState;
  bytes: number;
  /** What is wrong, and what to do. With `failed`, `missing`, `provisional` and `not due`. */
  why?: Text;
  advice?: Text;
  /** When the data is complete. With `not due` and `provisional`. */
  completeAt?: Ms;
  /** The job that exports it at the moment. */
  job?: string;
}
