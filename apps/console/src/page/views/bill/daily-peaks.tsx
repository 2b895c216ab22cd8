import type { VNode } from "preact";
import { useMemo } from "preact/hooks";
import type { AreaBill } from "../../../contract.ts";
import { DAY_MS, exactText, minuteText, timeOf, valueText } from "../../base/format.ts";
import { say } from "../../base/language.ts";
import { Chart } from "../../parts/chart.tsx";

/** The highest value of each day. */
export function DailyPeaks({ peaks }: { peaks: AreaBill["dailyPeaks"] }): VNode {
  const label = say("Peak of the day", "每日峰值");
  const [times, series] = useMemo(
    () => [
      peaks.map(({ day }) => timeOf(day) ?? 0),
      [{ key: "peaks", label, color: "series-1", values: peaks.map(({ bitsPerSecond }) => bitsPerSecond) }],
    ],
    [peaks, label],
  );
  return (
    <>
      <h3>{label}</h3>
      <Chart
        label={label}
        times={times}
        series={series}
        isStacked={false}
        unit="bit/s"
        from={times[0] ?? 0}
        to={(times.at(-1) ?? 0) + DAY_MS / 2}
        height={170}
        tipOf={(index) => {
          const peak = peaks[index];
          if (peak === undefined) return [];
          const { bitsPerSecond, at } = peak;
          const text = `${valueText(bitsPerSecond, "bit/s")}, ${minuteText(at)}`;
          return [{ label, text, exact: exactText(bitsPerSecond, "bit/s"), color: "series-1" }];
        }}
      />
    </>
  );
}
