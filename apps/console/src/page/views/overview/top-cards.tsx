// The top lists. Their names are text of visitors.
import type { VNode } from "preact";
import type { TopList, Tops } from "../../../contract.ts";
import { countText, exactText, percentText, periodText, type Unit, valueText } from "../../base/format.ts";
import { inLanguage, say, titleOf } from "../../base/language.ts";
import { othersText } from "../../base/names.ts";
import { Bars } from "../../parts/bars.tsx";
import { Card, CsvLink } from "../../parts/basics.tsx";
import { type Selection, topsQuery } from "./selection.ts";

const VALUES: Readonly<Record<TopList["measure"], { name: string; unit: Unit }>> = {
  traffic: { name: say("Traffic", "流量"), unit: "byte" },
  requests: { name: say("Requests", "请求数"), unit: "count" },
  value: { name: say("Value", "数值"), unit: "count" },
};

export function TopCards({ data, selection }: { data: Tops; selection: Selection }): VNode {
  return (
    <div class="grid">
      {data.lists.map((list) => (
        <TopCard
          key={`${list.action} ${list.measure}`}
          list={list}
          csv={`/api/tops.csv?${topsQuery({ ...selection, top: list.action })}`}
        />
      ))}
    </div>
  );
}

function TopCard({ list, csv }: { list: TopList; csv: string }): VNode {
  const { top, measure, covered, lists } = list;
  const title = titleOf(list.name);
  const { name, unit } = VALUES[measure];
  const text = (value: number | string) => (measure === "value" ? countText(value) : valueText(Number(value), unit));
  const exact = (value: number | string) => (measure === "value" ? countText(value) : exactText(value, unit));
  return (
    <Card title={title} tools={top.value && <CsvLink href={csv} />}>
      {top.value ? (
        <Bars
          caption={title}
          columns={{ name: title, value: name, share: say("Share of lists", "占榜单比例") }}
          bars={top.value.items.map(({ key, value, percent }) => ({
            ...{ name: key, text: text(value), exact: exact(value) },
            ...{ length: Number(value), share: percentText(percent) },
          }))}
          rest={
            top.value.rest.groups === 0
              ? undefined
              : {
                  name: othersText(top.value.rest.groups),
                  ...{ text: text(top.value.rest.value), exact: exact(top.value.rest.value) },
                  ...{ length: 0, share: percentText(top.value.rest.percent) },
                }
          }
        />
      ) : (
        <p class="note">{inLanguage(top.reason)}</p>
      )}
      {covered.value && (
        <p class="note">
          {periodText(covered.value.from, covered.value.to)}
          {lists > 1 &&
            say(
              `; the sum of ${lists} lists, which are cut off, so each value is a lower bound`,
              `；${lists} 个排行榜之和，排行榜有截断，因此数值为下限`,
            )}
        </p>
      )}
    </Card>
  );
}
