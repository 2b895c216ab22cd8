// Which columns the service writes, and how it heads them, no document tells. The headings here are those of the fields
// of its synchronous calls for the same data, and plain words for them: guesses, all of them. A heading that is not here
// loses nothing: its column is kept under it. To add one, add it here, or in the `columns` option of `rows`.
import type { Action } from "@cdn-export/api";

/** What the cells of a column are. */
export type ColumnKind = "text" | "number" | "percent" | "time";

/** What is known of a column: its kind, its unit, its headings. */
export interface ColumnSpec {
  kind: ColumnKind;
  /** The unit that the numbers are in. A heading with another one is not this column: nothing is converted. */
  unit?: Unit;
  /** Compared without their unit, and without regard to case, spaces, `_` and `-`. The key itself is one as well. */
  headings: readonly string[];
}

export type Unit = "byte" | "bit/s" | "count" | "%";

/** How units are written behind a heading, in brackets. */
export const UNITS: Readonly<Record<Unit, readonly string[]>> = {
  byte: ["byte", "bytes", "Byte", "Bytes", "B", "字节"],
  "bit/s": ["bit/s", "Bit/s", "bits/s", "bps", "bit/秒"],
  count: ["count", "Count", "times", "Times", "次", "个"],
  "%": ["%"],
};

type Moment = "time" | "startTime" | "endTime";
type Place = "domain" | "country" | "province";
type Label = "isp" | "url" | "path" | "userAgent" | "referer" | "clientIp" | "statType";
type Measure = "traffic" | "bandwidth" | "requests";
type Detail = "hitTraffic" | "originTraffic" | "hitRequests" | `status${2 | 3 | 4 | 5}xx`;
type Figure = Measure | Detail | "rank" | "value" | "uniqueVisitors";

/** The key of a known column in a row. */
export type ColumnKey = Moment | Place | Label | Figure | "sharePercent";

type KindOf<Key extends ColumnKey> = Key extends Moment
  ? "time"
  : Key extends Figure
    ? "number"
    : Key extends "sharePercent"
      ? "percent"
      : "text";

/** The columns that are known, by their keys. */
export const COLUMNS: { readonly [Key in ColumnKey]: ColumnSpec & { kind: KindOf<Key> } } = {
  time: { kind: "time", headings: ["Time", "Date", "时间", "时间点", "日期"] },
  startTime: { kind: "time", headings: ["Start", "Start time", "start_time", "开始时间"] },
  endTime: { kind: "time", headings: ["End", "End time", "end_time", "结束时间"] },

  domain: { kind: "text", headings: ["Domain", "Domain name", "domain_name", "域名"] },
  country: { kind: "text", headings: ["Country", "Country/Region", "国家", "国家/地区"] },
  province: { kind: "text", headings: ["Province", "省份"] },
  isp: { kind: "text", headings: ["Carrier", "ISP", "运营商"] },

  rank: { kind: "number", headings: ["Rank", "No.", "排名", "序号"] },
  url: { kind: "text", headings: ["URL"] },
  path: { kind: "text", headings: ["Path", "路径"] },
  userAgent: { kind: "text", headings: ["User-Agent", "UA", "用户代理"] },
  referer: { kind: "text", headings: ["Referer", "Referrer", "refer"] },
  clientIp: { kind: "text", headings: ["Client IP", "IP", "客户端IP"] },
  statType: { kind: "text", headings: ["stat_type"] },
  /** What a top list counts, where the heading does not say what that is. */
  value: { kind: "number", headings: ["Value"] },
  sharePercent: { kind: "percent", unit: "%", headings: ["Share", "Ratio", "Percentage", "占比", "比例"] },
  uniqueVisitors: { kind: "number", unit: "count", headings: ["Unique visitors", "UV", "独立访客数", "独立访客"] },

  traffic: { kind: "number", unit: "byte", headings: ["Traffic", "flux", "流量"] },
  bandwidth: { kind: "number", unit: "bit/s", headings: ["Bandwidth", "bw", "带宽"] },
  hitTraffic: { kind: "number", unit: "byte", headings: ["Hit traffic", "命中流量"] },
  originTraffic: { kind: "number", unit: "byte", headings: ["Origin traffic", "回源流量"] },
  requests: { kind: "number", unit: "count", headings: ["Requests", "req_num", "请求数", "请求次数"] },
  hitRequests: { kind: "number", unit: "count", headings: ["Hit requests", "命中请求数", "命中次数"] },
  status2xx: { kind: "number", unit: "count", headings: ["Status code 2xx", "2xx状态码数"] },
  status3xx: { kind: "number", unit: "count", headings: ["Status code 3xx", "3xx状态码数"] },
  status4xx: { kind: "number", unit: "count", headings: ["Status code 4xx", "4xx状态码数"] },
  status5xx: { kind: "number", unit: "count", headings: ["Status code 5xx", "5xx状态码数"] },
};

type Top = Place | "startTime" | "endTime" | "rank" | "statType" | "value" | "traffic" | "requests" | "sharePercent";

/** An action that is missing doesn't compile. */
type OfEachAction<Columns extends Record<Action, ColumnKey>> = Columns;

/** The columns that files of each action are expected to have. */
type ActionColumns = OfEachAction<{
  reports_detail:
    | Moment
    | Place
    | Measure
    | "hitTraffic"
    | "originTraffic"
    | "hitRequests"
    | `status${2 | 3 | 4 | 5}xx`;
  isp_detail: Moment | Place | Measure | "isp";
  uv: Moment | Place | "uniqueVisitors";
  top_url_detail: Top | "url";
  top_path_detail: Top | "path";
  top_ua_detail: Top | "userAgent";
  top_referer_detail: Top | "referer";
  top_ip_detail: Top | "clientIp";
}>;

/** What a cell may hold. */
export type Cell = string | number | boolean | Date | null;

interface CellOf {
  text: string;
  number: number | null;
  percent: number | null;
  time: Date | null;
}

/**
 * A row: the known columns that the file has, by their keys, and every other one under its heading. A column that the file
 * does not have is absent; an empty cell is `""` in a column of text, else `null`.
 */
export type Row<A extends Action = Action> = {
  [Key in ActionColumns[A]]?: CellOf[KindOf<Key>];
} & { [heading: string]: Cell };
