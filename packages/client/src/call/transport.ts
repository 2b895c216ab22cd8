import { CdnExportError } from "@cdn-export/api/base-error";
import { maskSecrets } from "@cdn-export/signer";
import type { Runtime } from "../base/runtime.ts";
import { ConnectionError } from "../errors/base.ts";
import { type Hooks, notify, type ReceivedResponse, type SentRequest } from "./hooks.ts";
import { safeCause, secretsOf } from "./secrets.ts";

export interface TransportOptions extends Hooks {
  fetch?: typeof globalThis.fetch | undefined;
}

/** The differences between API calls and downloads. */
export interface Traffic {
  /** The name of a request, for messages. */
  what: string;
  /** The part of a URL that hooks get. */
  shown(url: string): string;
  /** The secret parts of a URL. */
  secretsIn(url: string): string[];
}

const API_CALLS: Traffic = { what: "The request", shown: (url) => url, secretsIn: () => [] };

/** The parts of a request that are needed after its response. */
interface Sent {
  method: string;
  url: string;
  headers: HeadersInit | undefined;
  body: BodyInit | null | undefined;
  /** The server may repeat them. */
  secrets: () => string[];
}

/** The request of each response. */
const requests: WeakMap<Response, Sent> = /* @__PURE__ */ new WeakMap();

/** The secrets in a response's request. The server may repeat them. */
export function secretsOfRequest(response: Response): readonly string[] {
  return requests.get(response)?.secrets() ?? [];
}

/** The signed request of a response. */
export function requestOf(response: Response): Sent | undefined {
  return requests.get(response);
}

/** The response's `X-Request-Id`, with the request's secrets masked. */
export function requestIdOf(response: Response): string | undefined {
  const id = response.headers.get("x-request-id");
  return id === null ? undefined : maskSecrets(id, secretsOfRequest(response));
}

/**
 * The fetch that sends signed requests. Every failure becomes a ConnectionError: the request may have arrived. Failures
 * before it (credentials, signing) keep their type, because nothing was sent.
 */
export function createTransport(
  { fetch, onRequest, onResponse }: TransportOptions,
  { now }: Runtime,
  { what, shown, secretsIn }: Traffic = API_CALLS,
): typeof globalThis.fetch {
  return async (input, init) => {
    const url = String(input);
    const { method = "GET", headers, body } = init ?? {};
    const startedAt = now();
    const request: SentRequest = { method, url: shown(url), startedAt };
    const received = (result: Omit<ReceivedResponse, "request" | "elapsedMs">) =>
      notify(onResponse, { request, ...result, elapsedMs: now() - startedAt });
    // The signed fetch and downloads pass plain objects. `new Headers` would throw for an invalid value and repeat it.
    const secrets = () => [...secretsOf(headers as Record<string, string>), ...secretsIn(url)];
    notify(onRequest, request);
    try {
      // The global is looked up at each call.
      const response = await (fetch ?? globalThis.fetch)(input, init);
      requests.set(response, { method, url, headers, body, secrets });
      received({ status: response.status, requestId: requestIdOf(response) });
      return response;
    } catch (reason) {
      const error = connectionError(what, reason, secrets());
      received({ error });
      throw error;
    }
  };
}

export const NETWORK_ADVICE = "Check the endpoint and network";

/** The error for a request that failed before its response was complete. */
export function connectionError(what: string, error: unknown, secrets: readonly string[] = []): CdnExportError {
  if (error instanceof CdnExportError) return error;
  const cause = safeCause(error, secrets);
  // Fetch wraps the network's error, sometimes twice.
  let root = Object(cause);
  while (root.cause) root = root.cause;
  const [, status] = /Proxy response \((\d+)\)/.exec(root.message) ?? [];
  if (status) return proxyError(what, Number(status), cause);
  const reason = root.code ?? `no response (${Object(cause).name})`;
  return new ConnectionError("CONNECTION", `${what} failed: ${reason}`, { advice: NETWORK_ADVICE, cause });
}

/** The error for a proxy that refuses a request or a tunnel. */
export function proxyError(what: string, status: number, cause?: unknown): ConnectionError {
  const advice = "Check the proxy and its password";
  return new ConnectionError("PROXY", `${what} failed: the proxy sent HTTP ${status}`, { status, advice, cause });
}
