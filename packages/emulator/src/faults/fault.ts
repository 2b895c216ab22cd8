import type { ErrorCode } from "@cdn-export/api/errors";

/** A call that can be made to fail: creating a task, listing tasks, downloading a file. */
export type FaultPoint = "create" | "list" | "download";

interface FaultBase {
  /** How many calls it strikes; `Infinity` for all. @default 1 */
  times?: number;
}

/**
 * A failure to come, as plain data. It strikes calls that are otherwise in order (signed rightly, not throttled); `at`
 * says which.
 */
export type Fault = FaultBase &
  (LatencyFault | ResetFault | StatusFault | Error200Fault | HtmlFault | TruncateFault | LoseFault | TaskFailsFault);

/** The call waits before it is carried out. It goes together with one other fault. */
export interface LatencyFault {
  at: FaultPoint;
  what: "latency";
  /** Milliseconds of the cloud's clock. */
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
  code?: ErrorCode;
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
  code?: ErrorCode;
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

/** The file breaks off and the connection is dropped, after the headers announced all of it. */
export interface TruncateFault {
  at: "download";
  what: "truncate";
  /** How many bytes arrive. */
  bytes: number;
}

/** Create is answered as always, but there will be no task. */
export interface LoseFault {
  at: "create";
  what: "lose";
}

/** The task will end with the status `fail`. */
export interface TaskFailsFault {
  at: "create";
  what: "task-fails";
}

/** Where each kind may strike. */
const POINTS: Readonly<Record<Fault["what"], readonly FaultPoint[]>> = {
  latency: ["create", "list", "download"],
  "reset-before": ["create", "list", "download"],
  "reset-after": ["create", "list", "download"],
  status: ["create", "list", "download"],
  "error-200": ["create", "list", "download"],
  html: ["create", "list", "download"],
  truncate: ["download"],
  lose: ["create"],
  "task-fails": ["create"],
};

/** Faults may come from JSON, so the compiler has not seen them all. @throws TypeError in one line */
export function checkFault(fault: Fault): void {
  const points = Object.hasOwn(POINTS, fault.what) ? POINTS[fault.what] : undefined;
  if (points === undefined) {
    throw new TypeError(`fault: what must be one of ${Object.keys(POINTS).join(", ")}, not ${fault.what}`);
  }
  if (!points.includes(fault.at)) {
    throw new TypeError(`fault ${fault.what}: at must be ${points.join(" or ")}, not ${fault.at}`);
  }
  const amounts = { times: fault.times, ...numbersOf(fault) };
  for (const [name, value] of Object.entries(amounts)) {
    if (value !== undefined && !(value >= 0)) throw new TypeError(`fault ${fault.what}: ${name} must be a number`);
  }
  const status = "status" in fault ? fault.status : undefined;
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new TypeError(`fault ${fault.what}: status must be from 200 to 599, not ${status}`);
  }
}

/** The numbers that a kind cannot do without; NaN where they were left out. */
function numbersOf(fault: Fault): Record<string, number> {
  if (fault.what === "latency") return { ms: fault.ms ?? Number.NaN };
  if (fault.what === "truncate") return { bytes: fault.bytes ?? Number.NaN };
  return fault.what === "status" ? { status: fault.status ?? Number.NaN } : {};
}
