// The text format of Prometheus.
import { DAY_MS } from "@cdn-export/client/internal";
import { lastCompleteDay, type StatedWindow, WINDOW_STATES } from "@cdn-export/sync/folder";
import { groupBy } from "@cdn-export/sync/internal";

const DAY_START = "T00:00:00+08:00";

export function metricsOf(windows: readonly StatedWindow[], now: number): string {
  const byAction = [...groupBy(windows, ({ action }) => action)];
  const last = byAction.flatMap(([action, own]) => {
    const day = lastCompleteDay(own);
    return day === undefined ? [] : [{ labels: `action="${action}"`, day: Date.parse(day + DAY_START) }];
  });
  const states = byAction.flatMap(([action, own]) =>
    WINDOW_STATES.map(
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
