import { SLOT_MS } from "../base/constants.ts";
import { show } from "../base/kinds.ts";

/** Something that happens to the traffic of domains, such as a launch, an outage or a failing origin. */
export interface ScenarioEvent {
  /** The domains. @default every domain */
  domains?: readonly string[];
  /** The start, inclusive: milliseconds since the epoch, or an ISO time. @default always before */
  from?: number | string;
  /** The end, exclusive. @default it never ends */
  to?: number | string;
  /**
   * What requests and bytes are multiplied by, from 0 to 1000: 0 is an outage, or the time before a domain starts. With two numbers, the
   * factor changes evenly from the first at `from` to the second at `to`. @default 1
   */
  requests?: number | readonly [start: number, end: number];
  /** The share of requests that end with 5xx, from 0 to 1. @default the usual share */
  serverErrors?: number;
}

/** What the events do to a domain in a five-minute slot. */
export interface Effect {
  requests: number;
  serverErrors: number | undefined;
}

/** The effects of several events at a time are multiplied; of 5xx, the highest share counts. */
export function effectAt(events: readonly ScenarioEvent[], slot: number): Effect {
  const at = slot * SLOT_MS;
  const effect: Effect = { requests: 1, serverErrors: undefined };
  for (const event of events) {
    const [from, to] = [timeOf(event.from, Number.NEGATIVE_INFINITY), timeOf(event.to, Number.POSITIVE_INFINITY)];
    if (at < from || at >= to) continue;
    const { requests = 1, serverErrors } = event;
    if (typeof requests === "number") effect.requests *= requests;
    else effect.requests *= requests[0] + ((requests[1] - requests[0]) * (at - from)) / (to - from);
    if (serverErrors !== undefined) effect.serverErrors = Math.max(serverErrors, effect.serverErrors ?? 0);
  }
  return effect;
}

const MAX_FACTOR = 1000;

/** @throws TypeError if an event isn't one, with a message of one line. */
export function checkScenario(scenario: readonly unknown[]): void {
  for (const event of scenario) {
    const { domains = [], from, to, requests = 1, serverErrors = 0, ...others } = Object(event);
    const [unknown] = Object.keys(others);
    if (unknown !== undefined) throw new TypeError(`an event of the scenario has no ${show(unknown)}`);
    const isPair = Array.isArray(requests) && requests.length === 2;
    const factors: unknown[] = isPair ? requests : [requests];
    const [start, end] = [timeOf(from, Number.NEGATIVE_INFINITY), timeOf(to, Number.POSITIVE_INFINITY)];
    const isValid =
      typeof event === "object" &&
      Array.isArray(domains) &&
      domains.every((name) => typeof name === "string") &&
      start < end &&
      (!isPair || Number.isFinite(end - start)) &&
      factors.every((factor) => isBetween(factor, MAX_FACTOR)) &&
      isBetween(serverErrors, 1);
    if (!isValid)
      throw new TypeError(
        `an event of the scenario is { domains, from, to, requests, serverErrors } with a period, a factor from 0 to ${MAX_FACTOR} and a share from 0 to 1, not ${show(event)}`,
      );
  }
}

function isBetween(value: unknown, most: number): boolean {
  return typeof value === "number" && value >= 0 && value <= most;
}

/** `NaN` for anything that isn't a time. */
function timeOf(value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  return typeof value === "string" ? Date.parse(value) : typeof value === "number" ? value : Number.NaN;
}
