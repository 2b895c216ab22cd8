import { lookUp } from "@cdn-export/api/errors";
import type { Clock } from "../base/clock.ts";
import type { Fault } from "../faults/fault.ts";
import type { TakenFaults } from "../faults/fault-queue.ts";
import { html, problemAnswer, storeError } from "../http/answers.ts";
import { headerOf, type Outcome, type RawResponse } from "../http/message.ts";
import { corrupted, slowed, truncated } from "./damage.ts";

export interface FaultContext {
  clock: Clock;
  requestId: string;
  /** Returns a signal that aborts when the caller disconnects. The call still takes effect, as on a real network. */
  gone: (() => AbortSignal) | undefined;
}

/** Makes a call and applies its faults to the connection and the response. The call itself applies faults of tasks and lists. */
export async function applyFault(
  { latency, fault }: TakenFaults,
  { clock, requestId, gone }: FaultContext,
  call: () => RawResponse | Promise<RawResponse>,
): Promise<Outcome> {
  if (latency) await clock.sleep(latency.ms, gone?.());
  switch (fault?.what) {
    case "reset-before":
      return "reset";
    case "reset-after":
      await call();
      return "reset";
    case "late": {
      const answer = await call();
      return fault.answer === "reset" ? "reset" : answer;
    }
    case "status":
      return statusAnswer(fault, requestId);
    case "error-200": {
      const { code = "CDN.0000", message = lookUp(code)?.meaning ?? "error" } = fault;
      return problemAnswer({ code, message, status: 200, shape: "nested" }, requestId);
    }
    case "html":
      return html(fault.status ?? 502);
    case "truncate":
      return damaged(await call(), (body) => truncated(body, fault.bytes));
    case "corrupt": {
      const answer = await call();
      const last = Number(headerOf(answer, "content-length") ?? Number.POSITIVE_INFINITY) - 1;
      return damaged(answer, (body) => corrupted(body, Math.min(fault.byte ?? 0, last)));
    }
    case "slow": {
      const signal = gone?.();
      return damaged(await call(), (body) => slowed(body, fault, () => clock.sleep(fault.ms, signal)));
    }
    default:
      return call();
  }
}

/** Damages the body and keeps the headers, which announce the whole body. */
function damaged(
  answer: RawResponse,
  damage: (chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>,
): RawResponse {
  const { body } = answer;
  return { ...answer, body: damage(body instanceof Uint8Array ? [body] : body) };
}

/** An error code for each status. Other statuses have the service's internal error. */
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

function statusAnswer({ at, status, code, message, retryAfter }: Fault<"status">, requestId: string): RawResponse {
  const chosen = code ?? CODES[status] ?? "CDN.0000";
  const text = message ?? lookUp(chosen)?.meaning ?? "error";
  const answer =
    at === "download"
      ? storeError(status, code ?? "InternalError", text, requestId)
      : problemAnswer({ code: chosen, message: text, status }, requestId);
  if (retryAfter !== undefined) answer.headers.push("Retry-After", String(retryAfter));
  return answer;
}
