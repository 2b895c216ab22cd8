// The points of a month, for the bill. The program that starts the console computes it, as its command `bill` does.
import { month } from "@cdn-export/client";
import type { Points } from "@cdn-export/rows/report";
import type { BillReport, BillRequest } from "../../contract.ts";
import { badRequest, RequestError } from "../http/failure.ts";
import type { ViewContext } from "./context.ts";

/** What a bill is computed from. */
export interface MonthData {
  points: Points;
  files: number;
  /** When the newest file was exported. */
  exportedAt: number;
  /** The number of files that were exported before their data was complete. */
  provisional: number;
}

export type ComputeBill = (request: BillRequest, data: MonthData, now: number) => BillReport;

export async function billOf(
  body: Record<string, unknown>,
  compute: ComputeBill,
  { data, now }: ViewContext,
): Promise<BillReport> {
  const request = requestOf(body);
  const { from, to } = monthOf(request.month);
  const period = { from: from.getTime(), to: to.getTime() };
  const { points } = await data.points("reports_detail", [period], "all");
  const windows = data
    .windows("reports_detail")
    .filter((window) => window.file && window.from < period.to && window.to > period.from);
  if (points === undefined || windows.length === 0)
    throw new RequestError(
      404,
      "NO_DATA",
      { en: `The folder has no basic data of ${request.month}`, zh: `文件夹中没有 ${request.month} 的基础数据` },
      {
        en: `Export it: cdn-export sync reports_detail all --on ${request.month} --per month --interval 300 --group-by domain`,
        zh: `请先导出：cdn-export sync reports_detail all --on ${request.month} --per month --interval 300 --group-by domain`,
      },
    );
  const files = windows.flatMap(({ file }) => file ?? []);
  const exportedAt = files.reduce((last, { createdAt }) => Math.max(last, createdAt), 0);
  const provisional = files.filter((file) => file.provisional).length;
  return compute(request, { points, files: files.length, exportedAt, provisional }, now());
}

function monthOf(text: string): { from: Date; to: Date } {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return month(text);
  throw badRequest({ en: "month must be a month such as 2026-10", zh: "month 必须是月份，例如 2026-10" });
}

function requestOf(body: Record<string, unknown>): BillRequest {
  const { month, absent, drop, prices, invoice, tolerance, customers } = body;
  const isText = (value: unknown) => value === undefined || typeof value === "string";
  const areTexts = (values: unknown) => values === undefined || (Array.isArray(values) && values.every(isText));
  const isMap =
    customers === undefined ||
    (typeof customers === "object" && customers !== null && Object.values(customers).every(isText));
  const isValid =
    typeof month === "string" &&
    [undefined, "missing", "zero"].includes(absent as string | undefined) &&
    [undefined, "floor", "ceil"].includes(drop as string | undefined) &&
    areTexts(prices) &&
    isText(invoice) &&
    isText(tolerance) &&
    isMap;
  if (isValid) return body as unknown as BillRequest;
  throw badRequest({ en: "The request for a bill has a field of the wrong type", zh: "账单请求中有类型错误的字段" });
}
