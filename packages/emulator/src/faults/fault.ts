import type { ExportTaskRequest } from "@cdn-export/api";
import type { CdnErrorCode } from "@cdn-export/api/errors";

/** A call that can be made to fail: creating a task, listing tasks, downloading a file. */
export type FaultPoint = "create" | "list" | "download";

interface FaultBase {
  /** How many calls it strikes. @default 1; `"always"` where there is a `rate` */
  times?: number | "always";
  /** The part of the calls that it strikes, from 0 to 1; the seed decides which. @default 1 */
  rate?: number;
  /** Strikes only this call of its kind, counted from 1: what the log of a run is made of. @default whichever comes next */
  call?: number;
}

/**
 * A failure to come, as plain data. It strikes calls that are otherwise in order (signed rightly, not throttled, the link
 * good); `at` says which.
 */
export type Fault = FaultBase & FaultKind;

/** What each kind of failure needs to be told. */
export type FaultKind =
  | LatencyFault
  | ClockSkewFault
  | ResetFault
  | StatusFault
  | Error200Fault
  | HtmlFault
  | TruncateFault
  | CorruptFault
  | LoseFault
  | LateFault
  | SecondCreatorFault
  | TaskFailsFault
  | DuplicateFault
  | ReorderFault
  | UnknownStatusFault
  | LinkFault
  | RedirectFault
  | SlowFault;

/** The call waits before it is carried out. It goes together with one other fault. */
export interface LatencyFault {
  at: FaultPoint;
  what: "latency";
  /** Milliseconds of the cloud's clock. */
  ms: number;
}

/**
 * The cloud's clock goes wrong for one call: its signature is judged, and its `Date` told, by another time. The only fault
 * that strikes before the signature is looked at; it goes together with others.
 */
export interface ClockSkewFault {
  at: "create" | "list";
  what: "clock-skew";
  /** Milliseconds that the cloud is ahead; negative when it is behind. */
  ms: number;
}

/** The connection is dropped without an answer: before the call has had its effect, or after. */
export interface ResetFault {
  at: FaultPoint;
  what: "reset-before" | "reset-after";
}

/** Any status with an error body (XML for downloads), and no effect. */
export interface StatusFault {
  at: FaultPoint;
  what: "status";
  /** HTTP status, 200 to 599. */
  status: number;
  /** `APIGW.` codes come in the gateway's flat shape, others in the service's nested one. @default one that suits the status */
  code?: CdnErrorCode;
  /** @default the meaning of the code */
  message?: string;
  /** Value of the header `Retry-After`: seconds, or a date. @default no header */
  retryAfter?: number | string;
}

/** An error of the service that arrives with HTTP 200, and no effect. */
export interface Error200Fault {
  at: FaultPoint;
  what: "error-200";
  /** @default "CDN.0000" */
  code?: CdnErrorCode;
  /** @default the meaning of the code */
  message?: string;
}

/** A page of HTML in place of the answer, as proxies send it, and no effect. */
export interface HtmlFault {
  at: FaultPoint;
  what: "html";
  /** @default 502 */
  status?: number;
}

/** The body breaks off and the connection is dropped, after the headers announced all of it. */
export interface TruncateFault {
  at: "list" | "download";
  what: "truncate";
  /** How many bytes arrive. */
  bytes: number;
}

/** One byte of the body is another: of a file, nothing tells but its content; of a list, it is no JSON any more. */
export interface CorruptFault {
  at: "list" | "download";
  what: "corrupt";
  /** Which byte, counted from 0; past the end it is the last one. @default 0 */
  byte?: number;
}

/** Create is answered as always, but there will be no task. */
export interface LoseFault {
  at: "create";
  what: "lose";
}

/** The task is created, but the list does not show it for a while. */
export interface LateFault {
  at: "create";
  what: "late";
  /** How long, in milliseconds of the cloud's clock. */
  ms: number;
  /** Whether create is answered, or the connection dropped as well. @default "ok" */
  answer?: "ok" | "reset";
}

/** Somebody else on the same account creates a task at the same moment. */
export interface SecondCreatorFault {
  at: "create";
  what: "second-creator";
  /** Before the caller's task, after it, or instead of it: the caller is answered, but has no task. @default "after" */
  order?: "before" | "after" | "instead";
  /** What the other task is about; not checked. @default the same as the caller's */
  request?: ExportTaskRequest;
}

/** The task will end with the status `fail`. */
export interface TaskFailsFault {
  at: "create";
  what: "task-fails";
}

/** The first row of the page stands there twice; the last one gives way where the page was full. */
export interface DuplicateFault {
  at: "list";
  what: "duplicate";
}

/** The list is in another order, this once: a task may be on two pages, or on none. */
export interface ReorderFault {
  at: "list";
  what: "reorder";
}

/** All tasks have a status that no document knows, and no link, in this answer. */
export interface UnknownStatusFault {
  at: "list";
  what: "unknown-status";
  /** @default "archiving" */
  value?: string;
}

/** The link has expired before its time; or the file lies elsewhere from now on, and only the next list tells where. */
export interface LinkFault {
  at: "download";
  what: "link-expired" | "link-moved";
}

/** The link answers with the place where the file is to be had. */
export interface RedirectFault {
  at: "download";
  what: "redirect";
  /** @default 302 */
  status?: number;
  /** @default another link of the same cloud to the same file */
  to?: string;
}

/** The file comes bit by bit. */
export interface SlowFault {
  at: "download";
  what: "slow";
  /** How many bytes come at a time. */
  bytes: number;
  /** How long the pause before each is, in milliseconds of the cloud's clock. */
  ms: number;
}
