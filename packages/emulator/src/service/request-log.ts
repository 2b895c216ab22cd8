import type { Clock } from "../base/clock.ts";
import type { Account } from "../gateway/accounts.ts";
import {
  type Handler,
  headerOf,
  type Outcome,
  pairsOf,
  type RawRequest,
  type RawResponse,
  splitTarget,
} from "../http/message.ts";

export interface LogContext {
  accounts: readonly Account[];
  clock: Clock;
}

/** Calls `log` with one line per request, such as `GET /v1/cdn/statistics/export-tasks 401 APIGW.0301 wrong signature: ...`. */
export function withRequestLog(handle: Handler, log: (line: string) => void, context: LogContext): Handler {
  return async (request, gone) => {
    const now = context.clock.now();
    const outcome = await handle(request, gone);
    // The query isn't printed: the signature of a download link is in it.
    const { path } = splitTarget(request.target);
    log(`${request.method} ${path} ${await verdict(request, outcome, { ...context, now })}`.replace(/\p{Cc}/gu, " "));
    return outcome;
  };
}

type Moment = LogContext & { now: number };

async function verdict(request: RawRequest, outcome: Outcome, moment: Moment): Promise<string> {
  if (outcome === "reset") return "connection dropped by a fault";
  const { code, message } = readError(outcome);
  if (code === undefined) return String(outcome.status);
  const isWrongSignature = message?.includes("canonicalRequest:");
  const reason = isWrongSignature ? `wrong signature: ${await mistake(request, moment)}` : message;
  return `${outcome.status} ${code} ${reason}`;
}

/** The code and message of an error: JSON of the gateway or the service, XML of a download. */
function readError(response: RawResponse): { code?: string | undefined; message?: string | undefined } {
  const text = response.body instanceof Uint8Array ? new TextDecoder().decode(response.body) : "";
  const type = headerOf(response, "content-type");
  if (text !== "" && type === "application/json") {
    const { error, ...flat } = JSON.parse(text);
    return { code: (error ?? flat).error_code, message: (error ?? flat).error_msg };
  }
  if (type !== "application/xml") return {};
  const [, code, message] = /<Code>(.*?)<\/Code><Message>(.*?)<\/Message>/.exec(text) ?? [];
  return { code, message };
}

/** What was signed wrong. */
async function mistake(request: RawRequest, { accounts, now }: Moment): Promise<string> {
  const { method, target, body } = request;
  const findSecret = (ak: string) => accounts.find((account) => account.ak === ak);
  try {
    const url = new URL(target, `http://${headerOf(request, "host") ?? ""}`);
    // Loaded on demand: few emulators log, and few of their requests have a wrong signature.
    const { explainRequest } = await import("@cdn-export/signer/explain");
    const { reason, summary, advice } = await explainRequest(
      { method, url, headers: pairsOf(request.headers), body },
      { findSecret, now },
    );
    return reason === "other request" ? `${summary} ${advice}` : summary;
  } catch {
    return "the request is too unusual to explain";
  }
}
