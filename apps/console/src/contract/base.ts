// What several routes use.

/** A text in both languages. The page shows the one of the browser. */
export interface Text {
  en: string;
  zh: string;
}

/** A whole number, exact: a string of digits if it is larger than 2^53. */
export type Amount = number | string;

/** A point in time, in milliseconds since the epoch. */
export type Ms = number;

/** A figure, or why it can't be computed. */
export type Figure<T> = { value: T; reason?: never } | { value?: never; reason: Text };

/** The body of each failure. */
export interface ApiFailure {
  error: Failure;
}

export interface Failure {
  /** For programs: `NO_LEDGER`, `FILE_CHANGED`, `LEDGER_LOCKED`, `CDN.0005` ... */
  code: string;
  /** What happened. */
  message: Text;
  /** What to do. */
  advice?: Text;
  /** `X-Request-Id` of the service, if it answered. */
  requestId?: string;
}

/** Codes as the service names them. */
export type Action =
  | "reports_detail"
  | "top_url_detail"
  | "top_ua_detail"
  | "top_referer_detail"
  | "top_ip_detail"
  | "isp_detail"
  | "top_path_detail"
  | "uv";
export type Area = "mainland_china" | "outside_mainland_china" | "global";
export type Domains = readonly string[] | "all";

/** A code of the service with its names, from the spec. */
export interface NamedCode extends Text {
  code: string;
}
