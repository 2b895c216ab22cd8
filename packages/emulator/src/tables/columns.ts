import type { Column } from "../formats/table.ts";

// The columns are undocumented. These follow the fields of the synchronous calls for the same data.

export const TIME: Column = { type: "time", en: "Time (GMT+8)", zh: "时间（GMT+8）" };
export const START: Column = { type: "time", en: "Start (GMT+8)", zh: "开始时间（GMT+8）" };
export const END: Column = { type: "time", en: "End (GMT+8)", zh: "结束时间（GMT+8）" };
export const DOMAIN: Column = { type: "text", en: "Domain", zh: "域名" };
export const ISP: Column = { type: "text", en: "Carrier", zh: "运营商" };
export const RANK: Column = { type: "integer", en: "Rank", zh: "排名" };
export const URL_COLUMN: Column = { type: "text", en: "URL", zh: "URL" };
export const PATH: Column = { type: "text", en: "Path", zh: "路径" };
export const USER_AGENT: Column = { type: "text", en: "User-Agent", zh: "User-Agent" };
export const REFERER: Column = { type: "text", en: "Referer", zh: "Referer" };
export const IP: Column = { type: "text", en: "Client IP", zh: "客户端IP" };
export const RATIO: Column = { type: "ratio", en: "Share (%)", zh: "占比（%）" };
export const VISITORS: Column = { type: "integer", en: "Unique visitors", zh: "独立访客数" };

export const TRAFFIC: Column = { type: "integer", en: "Traffic (Byte)", zh: "流量（Byte）" };
export const BANDWIDTH: Column = { type: "integer", en: "Bandwidth (bit/s)", zh: "带宽（bit/s）" };
export const HIT_TRAFFIC: Column = { type: "integer", en: "Hit traffic (Byte)", zh: "命中流量（Byte）" };
export const ORIGIN_TRAFFIC: Column = { type: "integer", en: "Origin traffic (Byte)", zh: "回源流量（Byte）" };
export const REQUESTS: Column = { type: "integer", en: "Requests", zh: "请求数" };
export const HIT_REQUESTS: Column = { type: "integer", en: "Hit requests", zh: "命中请求数" };
export const STATUS_2XX: Column = { type: "integer", en: "Status 2xx", zh: "2xx状态码数" };
export const STATUS_3XX: Column = { type: "integer", en: "Status 3xx", zh: "3xx状态码数" };
export const STATUS_4XX: Column = { type: "integer", en: "Status 4xx", zh: "4xx状态码数" };
export const STATUS_5XX: Column = { type: "integer", en: "Status 5xx", zh: "5xx状态码数" };
