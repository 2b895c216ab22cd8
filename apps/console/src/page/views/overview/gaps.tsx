// What the figures lack.
import type { VNode } from "preact";
import type { Overview } from "../../../contract.ts";
import { countText, periodText } from "../../base/format.ts";
import { say } from "../../base/language.ts";

const CAUSES: Readonly<Record<string, string>> = {
  absent: say("absent from its export", "导出文件中没有"),
  "not exported": say("not exported", "未导出"),
};

export function Gaps({ data }: { data: Overview }): VNode | null {
  const { gaps, moreGaps, figures, provisional, isPartial } = data;
  const { missing, present, zero } = figures.points;
  if (missing === 0 && provisional === 0 && !isPartial) return null;
  return (
    <div class="notice">
      {isPartial && (
        <p>{say("Older days are still being read: the figures grow.", "更早的日期仍在读取：数字会增加。")}</p>
      )}
      {provisional > 0 && (
        <p>
          {say(
            `Provisional: ${provisional} ${provisional === 1 ? "file was" : "files were"} exported before the data was complete.`,
            `暂定：有 ${provisional} 个文件在数据完整之前导出。`,
          )}{" "}
          <a href="/completeness">{say("Completeness", "完整性")}</a>
        </p>
      )}
      {missing > 0 && (
        <details>
          <summary>
            {say(
              `${countText(missing)} of ${countText(missing + present + zero)} points are missing: the figures are those of the others.`,
              `${countText(missing + present + zero)} 个数据点中缺少 ${countText(missing)} 个：数字来自其余数据点。`,
            )}
          </summary>
          <ul>
            {gaps.map((gap) => (
              <li key={`${gap.area} ${gap.domain} ${gap.carrier} ${gap.from}`}>
                {[gap.domain, gap.carrier, gap.area].filter(Boolean).join(", ")}, {periodText(gap.from, gap.to)}:{" "}
                {CAUSES[gap.cause]}
              </li>
            ))}
            {moreGaps > 0 && <li>{say(`${moreGaps} more`, `另有 ${moreGaps} 处`)}</li>}
          </ul>
        </details>
      )}
    </div>
  );
}
