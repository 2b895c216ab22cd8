// The text format of Prometheus.
import { DAY_MS } from "@cdn-export/client/internal";
import { statesByDay } from "./calendar.ts";
import { groupBy, STATES, type Window } from "./windows.ts";

const DAY_START = "T00:00:00+08:00";

/** The start of the latest day whose windows are all complete, in milliseconds since the epoch. */
export function lastCompleteDay(windows: readonly Window[]): number | undefined {
  const days = [...statesByDay(windows)].filter(([, state]) => state === "done" || state === "restated");
  const last = days
    .map(([day]) => day)
    .sort()
    .at(-1);
  return last === undefined ? undefined : Date.parse(last + DAY_START);
}

export function metricsOf(windows: readonly Window[], now: number): string {
  const byAction = [...groupBy(windows, ({ action }) => action)];
  const last = byAction.flatMap(([action, own]) => {
    const day = lastCompleteDay(own);
    return day === undefined ? [] : [{ labels: `action="${action}"`, day }];
  });
  const states = byAction.flatMap(([action, own]) =>
    STATES.map(
      (state) => [`action="${action}",state="${state}"`, own.filter((one) => one.state === state).length] as const,
    ),
  );
  const bytes = byAction.map(
    ([action, own]) => [`action="${action}"`, own.reduce((sum, one) => sum + one.bytes, 0)] as const,
  );
  return [
    gauge(
      "last_complete_day_timestamp_seconds",
      last.map(({ labels, day }) => [labels, day / 1000]),
    ),
    gauge(
      "age_seconds",
      last.map(({ labels, day }) => [labels, Math.round((now - day - DAY_MS) / 1000)]),
    ),
    gauge("windows", states),
    gauge("bytes", bytes),
  ].join("");
}

function gauge(name: string, values: readonly (readonly [labels: string, value: number])[]): string {
  return [
    `# TYPE cdn_export_${name} gauge`,
    ...values.map(([labels, value]) => `cdn_export_${name}{${labels}} ${value}`),
    "",
  ].join("\n");
}
