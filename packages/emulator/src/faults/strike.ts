import { lookUp } from "@cdn-export/api/errors";
import type { Clock } from "../clock.ts";
import type { Outcome, RawResponse } from "../http/message.ts";
import { html, problemAnswer, storeError } from "../service/answers.ts";
import type { StatusFault } from "./fault.ts";
import type { Strike } from "./fault-queue.ts";

/** What becomes of the task that a call creates, when a fault decides it. */
export type Fate = "lost" | "fails";

export interface StrikeContext {
  clock: Clock;
  requestId: string;
  /** Whether anybody still waits. A call whose caller has gone is carried out all the same, as on a real network. */
  signal: AbortSignal | undefined;
}

/** Carries out a call under the faults that strike it. */
export async function carryOut(
  { latency, fault }: Strike,
  { clock, requestId, signal }: StrikeContext,
  call: (fate?: Fate) => RawResponse | Promise<RawResponse>,
): Promise<Outcome> {
  if (latency) await clock.sleep(latency.ms, signal);
  switch (fault?.what) {
    case "reset-before":
      return "reset";
    case "reset-after":
      await call();
      return "reset";
    case "status":
      return statusAnswer(fault, requestId);
    case "error-200": {
      const { code = "CDN.0000", message = lookUp(code)?.meaning ?? "error" } = fault;
      return problemAnswer({ code, message, status: 200, shape: "nested" }, requestId);
    }
    case "html":
      return html(fault.status ?? 502);
    case "truncate":
      return truncated(await call(), fault.bytes);
    case "lose":
      return call("lost");
    case "task-fails":
      return call("fails");
    case undefined:
      return call();
  }
}

/** Codes that suit a status; other statuses take the service's internal error. */
const CODES: Readonly<Record<number, string>> = {
  400: "CDN.0001",
  401: "APIGW.0301",
  403: "CDN.0004",
  404: "CDN.0003",
  413: "APIGW.0201",
  429: "APIGW.0308",
  502: "APIGW.0610",
  503: "APIGW.0613",
  504: "APIGW.0201",
};

function statusAnswer({ at, status, code, message, retryAfter }: StatusFault, requestId: string): RawResponse {
  const chosen = code ?? CODES[status] ?? "CDN.0000";
  const text = message ?? lookUp(chosen)?.meaning ?? "error";
  const answer =
    at === "download"
      ? storeError(status, code ?? "InternalError", text, requestId)
      : problemAnswer({ code: chosen, message: text, status }, requestId);
  if (retryAfter !== undefined) answer.headers.push(["Retry-After", String(retryAfter)]);
  return answer;
}

/** Leaves the headers as they are, so that they promise more than arrives. */
function truncated(response: RawResponse, bytes: number): RawResponse {
  const { body } = response;
  return { ...response, body: brokenOff(body instanceof Uint8Array ? [body] : body, bytes) };
}

async function* brokenOff(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left > 0) yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) break;
  }
  throw new Error("the connection was dropped");
}
