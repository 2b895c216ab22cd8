import type { ExportTaskRequest } from "@cdn-export/api";
import type { CdnErrorCode } from "@cdn-export/api/errors";

/** The calls that a fault can hit: creating a task, listing tasks, downloading a file. */
export type FaultPoint = "create" | "list" | "download";

/** The fields that every fault can have. */
export interface FaultBase {
  /** How many calls it hits. @default 1, or `"always"` with a `rate` */
  times?: number | "always";
  /** The share of calls that it hits, from 0 to 1. The seed decides which calls. @default 1 */
  rate?: number;
  /** The only call of its kind that it hits, counted from 1. The log of a run has such faults. @default the next call */
  call?: number;
}

/**
 * A fault, as plain data. It hits valid calls only: signed correctly, not throttled, with a link that works. `at` says
 * which kind of call, `what` the effect: see {@link FaultKinds}. `Fault<"late">` is a fault of one kind.
 */
export type Fault<What extends keyof FaultKinds = keyof FaultKinds> = {
  [Kind in What]: FaultBase & { what: Kind } & FaultKinds[Kind];
}[What];

/** The kinds of faults by their names in `what`, with the calls that they can hit and their fields. */
export interface FaultKinds {
  /** Delays a call before it takes effect. One other fault can hit the same call. */
  latency: {
    at: FaultPoint;
    /** The delay, in milliseconds of the emulator's clock. */
    ms: number;
  };
  /**
   * The emulator's clock is wrong for one call: for the check of its signature and for the `Date` of the response. It's
   * the only fault that hits before the signature is checked. Other faults can hit the same call.
   */
  "clock-skew": {
    at: "create" | "list";
    /** How far the emulator is ahead, in milliseconds. Negative if it is behind. */
    ms: number;
  };
  /** Drops the connection without a response, before the call takes effect. */
  "reset-before": { at: FaultPoint };
  /** Drops the connection without a response, after the call takes effect. */
  "reset-after": { at: FaultPoint };
  /** Responds with any status and an error body, which is XML for downloads. The call has no effect. */
  status: {
    at: FaultPoint;
    /** The HTTP status, from 200 to 599. */
    status: number;
    /** The error code. `APIGW.` codes have the gateway's flat shape, others the service's nested shape. @default a code for the status */
    code?: CdnErrorCode;
    /** The error message. @default the meaning of the code */
    message?: string;
    /** The value of the header `Retry-After`: seconds, or a date. @default no header */
    retryAfter?: number | string;
  };
  /** Responds with an error of the service and HTTP 200. The call has no effect. */
  "error-200": {
    at: FaultPoint;
    /** The error code. @default "CDN.0000" */
    code?: CdnErrorCode;
    /** The error message. @default the meaning of the code */
    message?: string;
  };
  /** Responds with an HTML page, as proxies do. The call has no effect. */
  html: {
    at: FaultPoint;
    /** The HTTP status, from 200 to 599. @default 502 */
    status?: number;
  };
  /** Drops the connection in the middle of the body. The headers announce the whole body. */
  truncate: {
    at: "list" | "download";
    /** How many bytes of the body arrive. */
    bytes: number;
  };
  /** Changes one byte of the body. Only the content of a file shows it. A list is then invalid JSON. */
  corrupt: {
    at: "list" | "download";
    /** The byte to change, counted from 0. Past the end, it is the last byte. @default 0 */
    byte?: number;
  };
  /** Responds to create as usual, but creates no task. */
  lose: { at: "create" };
  /** Creates the task, but hides it from the list for a while. */
  late: {
    at: "create";
    /** How long the list hides it, in milliseconds of the emulator's clock. */
    ms: number;
    /** Whether to respond to create, or to drop the connection. @default "ok" */
    answer?: "ok" | "reset";
  };
  /** Someone else on the same account creates a task at the same moment. */
  "second-creator": {
    at: "create";
    /** Before the caller's task, after it, or instead of it. With `"instead"`, the caller gets a response but no task. @default "after" */
    order?: "before" | "after" | "instead";
    /** The request of the other task. It isn't checked. @default the caller's request */
    request?: ExportTaskRequest;
  };
  /** Makes the task end with the status `fail`. */
  "task-fails": { at: "create" };
  /** Repeats the first row of the page. If the page is full, the last row is missing. */
  duplicate: { at: "list" };
  /** Changes the order of the list for one call: a task can appear on two pages, or on none. */
  reorder: { at: "list" };
  /** Gives every task in the response an undocumented status and no link. */
  "unknown-status": {
    at: "list";
    /** The status. @default "archiving" */
    value?: string;
  };
  /** The link expires early. */
  "link-expired": { at: "download" };
  /** The file moves for good. Only the next list call returns the new link. */
  "link-moved": { at: "download" };
  /** Redirects the download. */
  redirect: {
    at: "download";
    /** The HTTP status, from 300 to 399. @default 302 */
    status?: number;
    /** The target URL. @default another link to the same file in the same emulator */
    to?: string;
  };
  /** Sends the file slowly. */
  slow: {
    at: "download";
    /** How many bytes to send at a time, 1 or more. */
    bytes: number;
    /** The pause before each part, in milliseconds of the emulator's clock. */
    ms: number;
  };
}
