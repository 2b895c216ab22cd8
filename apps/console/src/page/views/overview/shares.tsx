// The series of the chart as bars, and the status codes.
import type { VNode } from "preact";
import type { Overview } from "../../../contract.ts";
import { exactText, percentText, valueText } from "../../base/format.ts";
import { inLanguage, say } from "../../base/language.ts";
import { othersText } from "../../base/names.ts";
import { hrefWith, navigate } from "../../base/route.ts";
import { Bars } from "../../parts/bars.tsx";
import { Card, CsvLink } from "../../parts/basics.tsx";
import { seriesColor } from "../../parts/chart-data.ts";
import { overviewQuery, type Selection } from "./selection.ts";

export function SharesCard({ data, selection }: { data: Overview; selection: Selection }): VNode | null {
  if (data.by !== "domain" && data.by !== "carrier") return null;
  const measure = selection.measure === "requests" ? "requests" : "traffic";
  const unit = measure === "traffic" ? "byte" : "count";
  const title = data.by === "domain" ? say("Domains", "域名") : say("Carriers", "运营商");
  const bars = data.series.map(({ key, count, total }, i) => {
    const value = total[measure] ?? 0;
    return {
      name: key ?? othersText(count ?? 0),
      ...{
        text: valueText(Number(value), unit),
        exact: exactText(value, unit),
        length: Number(value),
        color: seriesColor(i),
      },
    };
  });
  const isDomain = (name: string) => data.series.some(({ key }) => key === name);
  return (
    <Card title={title}>
      <Bars
        caption={title}
        columns={{ name: title, value: measure === "traffic" ? say("Traffic", "流量") : say("Requests", "请求数") }}
        bars={bars}
        onSelect={data.by === "domain" ? (name) => isDomain(name) && navigate(hrefWith({ domains: name })) : undefined}
        selectText={(name) => say(`Show only ${name}`, `只显示 ${name}`)}
      />
    </Card>
  );
}

const MEANINGS: Readonly<Record<string, string>> = {
  "2xx": say("2xx success", "2xx 成功"),
  "3xx": say("3xx redirect", "3xx 重定向"),
  "4xx": say("4xx client error", "4xx 客户端错误"),
  "5xx": say("5xx server error", "5xx 服务端错误"),
};

export function StatusCard({ data: { statusCodes }, selection }: { data: Overview; selection: Selection }): VNode {
  const title = say("Status codes", "状态码");
  return (
    <Card
      title={title}
      tools={
        <CsvLink href={`/api/overview.csv?${overviewQuery({ ...selection, by: "status", measure: "requests" })}`} />
      }
    >
      {statusCodes.value ? (
        <Bars
          caption={title}
          columns={{ name: title, value: say("Requests", "请求数"), share: say("Share", "占比") }}
          bars={statusCodes.value.map(({ key, value, percent }) => ({
            name: MEANINGS[key] ?? key,
            ...{ text: valueText(Number(value), "count"), exact: exactText(value, "count") },
            ...{ length: Number(value), share: percentText(percent), color: `status-${key}` },
          }))}
        />
      ) : (
        <p class="note">{inLanguage(statusCodes.reason)}</p>
      )}
    </Card>
  );
}
