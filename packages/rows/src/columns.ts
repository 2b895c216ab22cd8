// The columns of the service and their headings are undocumented. The headings here are guesses: the field names of its
// synchronous calls for the same data, and plain words for them. A column with another heading isn't lost: it keeps that heading.
// Add headings here, or with the `columns` option of `rows`. `npm run columns` writes docs/columns.md from this file.
import type { Action } from "@cdn-export/api";

/** The kind of cells in a column. */
export type ColumnKind = "text" | "number" | "percent" | "time";

/** A known column: kind, unit and headings. */
export interface ColumnSpec {
  /** The kind of its cells. */
  kind: ColumnKind;
  /** The unit of the numbers. A heading with another unit is another column: nothing is converted. */
  unit?: Unit;
  /** Headings without their unit. Case, spaces, `_` and `-` don't matter. The key itself is a heading, too. */
  headings: readonly string[];
}

/** A unit of numbers. */
export type Unit = "byte" | "bit/s" | "count" | "%";

/** How a unit is written in brackets after a heading. */
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

/** The known columns by key. */
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
  /** The figure of a top list whose heading doesn't name it. */
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

/** A missing action is a type error. */
type OfEachAction<Columns extends Record<Action, ColumnKey>> = Columns;

/** The columns expected in the files of each action. */
export type ActionColumns = OfEachAction<{
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

/** The value of a cell. */
export type Cell = string | number | boolean | Date | null;

interface CellOf {
  text: string;
  number: number | null;
  percent: number | null;
  time: Date | null;
}

/**
 * A row: the known columns of the file by key, and every other column by heading. Columns that the file lacks are absent. An
 * empty cell is `""` in a text column, and `null` in any other.
 */
export type Row<A extends Action = Action> = {
  [Key in ActionColumns[A]]?: CellOf[KindOf<Key>];
} & { [heading: string]: Cell };
