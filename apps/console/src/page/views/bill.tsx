// The bill of a month. The prices, the invoice and the options are in the URL; the customers are a file of the user.
import type { VNode } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { BillReport, BillRequest, Folder } from "../../contract.ts";
import { minuteText, periodText } from "../base/format.ts";
import { inLanguage, say } from "../base/language.ts";
import { useLive } from "../base/live.ts";
import { post, type RequestFailure } from "../base/load.ts";
import { Card, Problem } from "../parts/basics.tsx";
import { AreaCard } from "./bill/area.tsx";
import { BillForm, requestOf } from "./bill/form.tsx";
import { InvoiceCard } from "./bill/invoice.tsx";

interface BillProps {
  folder: Folder;
  month: string | undefined;
  params: URLSearchParams;
}

export function BillView({ folder, month, params }: BillProps): VNode {
  const chosen = month ?? folder.months[0];
  const [customers, setCustomers] = useState<Record<string, string> | undefined>(undefined);
  const text = params.toString();
  const request = useMemo(
    () => chosen && { ...requestOf(chosen, new URLSearchParams(text)), ...(customers && { customers }) },
    [chosen, text, customers],
  );
  const { report, failure } = useBill(request || undefined);
  if (chosen === undefined)
    return (
      <div class="empty">
        <h2>{say("No month to bill", "没有可核对的月份")}</h2>
        <p>
          {say(
            "A bill needs basic data (reports_detail) of all domains: export a month with 5-minute points first.",
            "核对账单需要全部域名的基础数据 (reports_detail)：请先导出一个月的 5 分钟数据。",
          )}
        </p>
      </div>
    );
  return (
    <>
      <BillForm folder={folder} month={chosen} params={params} onCustomers={setCustomers} />
      {failure && <Problem message={failure.message} advice={failure.advice} />}
      {report && <Report report={report} />}
    </>
  );
}

function Report({ report }: { report: BillReport }): VNode {
  const { month, from, to, isMonthToDate, files, exportedAt, provisional, areas, invoice, statements } = report;
  return (
    <div class="bill">
      <p class="bill-head">
        <b>{month}</b> {periodText(from, to)} (GMT+8)
        {isMonthToDate && <em> {say("not a whole month", "不是整月")}</em>}
        <span class="muted">
          {say(
            `Computed from ${files} files, figures as of ${minuteText(exportedAt)}`,
            `由 ${files} 个文件计算，数据截至 ${minuteText(exportedAt)}`,
          )}
        </span>
      </p>
      {provisional > 0 && (
        <p class="notice">
          {say(
            `Provisional: ${provisional} of ${files} files were exported before the data was complete.`,
            `暂定：${files} 个文件中有 ${provisional} 个在数据完整之前导出。`,
          )}
        </p>
      )}
      {areas.map((area) => (
        <AreaCard key={area.area} area={area} days={report.days} />
      ))}
      {invoice && <InvoiceCard invoice={invoice} />}
      <Card title={say("What these figures assume", "这些数字的前提")}>
        <ul class="statements">
          {statements.map((statement) => (
            <li key={statement.en}>{inLanguage(statement)}</li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

interface Loaded {
  report: BillReport | undefined;
  failure: RequestFailure | undefined;
}

function useBill(body: BillRequest | undefined): Loaded {
  const { version } = useLive();
  const [state, setState] = useState<Loaded>({ report: undefined, failure: undefined });
  // The version says that the same month has other data.
  useEffect(() => {
    if (body === undefined) return;
    let isLatest = true;
    post<BillReport>("/api/bill", body).then(
      (report) => isLatest && setState({ report, failure: undefined }),
      (failure) => isLatest && setState({ report: undefined, failure }),
    );
    return () => {
      isLatest = false;
    };
  }, [body, version]);
  return state;
}
