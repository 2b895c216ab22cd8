import { CdnExportError } from "@cdn-export/api/base-error";
import { maskSecrets } from "@cdn-export/signer";
import { ConnectionError } from "../errors/base.ts";
import { type Hooks, notify, type SentRequest } from "./hooks.ts";
import { safeCause, secretsOf } from "./secrets.ts";

export interface TransportOptions extends Hooks {
  fetch: typeof globalThis.fetch | undefined;
  now: () => number;
  /** Whether it's for download links, which are secret, or for API calls. */
  isForLinks: boolean;
}

/** The parts of a request that are needed after its response. */
interface Sent {
  method: string;
  url: string;
  headers: HeadersInit | undefined;
  body: BodyInit | null | undefined;
  /** A secret: anyone who has it can download the file. */
  link: string | undefined;
}

/** The request of each response. */
const requests: WeakMap<Response, Sent> = /* @__PURE__ */ new WeakMap();

/** The secrets in a response's request. The server may repeat them. */
export function secretsOfRequest(response: Response): readonly string[] {
  const request = requests.get(response);
  return request ? secretsOf(request.headers, request.link) : [];
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
export function createTransport(options: TransportOptions): typeof globalThis.fetch {
  const { fetch, now, isForLinks, onRequest, onResponse } = options;
  return async (input, init) => {
    const url = String(input);
    const { method = "GET", headers, body } = init ?? {};
    const startedAt = now();
    const shown = isForLinks ? new URL(url).origin : url;
    const request: SentRequest = { method, url: shown, startedAt };
    const sent: Sent = { method, url, headers, body, link: isForLinks ? url : undefined };
    notify(onRequest, request);
    try {
      // The global is looked up at each call.
      const response = await (fetch ?? globalThis.fetch)(input, init);
      requests.set(response, sent);
      const { status } = response;
      if (onResponse)
        notify(onResponse, { request, status, requestId: requestIdOf(response), elapsedMs: now() - startedAt });
      return response;
    } catch (reason) {
      const error = connectionError(isForLinks ? "The download" : "The request", reason, secretsOf(headers, sent.link));
      notify(onResponse, { request, error, elapsedMs: now() - startedAt });
      throw error;
    }
  };
}

export const NETWORK_ADVICE = "Check the endpoint and the network";

/** The error for a request that failed before its response was complete. */
export function connectionError(what: string, error: unknown, secrets: readonly string[] = []): CdnExportError {
  if (error instanceof CdnExportError) return error;
  return new ConnectionError("CONNECTION", `${what} failed: ${maskSecrets(codeOf(error), secrets)}`, {
    advice: NETWORK_ADVICE,
    cause: safeCause(error, secrets),
  });
}

function codeOf(error: unknown): string {
  const { code, cause, name } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown }; name?: unknown };
  const found = cause?.code ?? code;
  return typeof found === "string" ? found : `no response (${String(name)})`;
}

/** The name of a call, for messages. */
export function describeCall(url: string | URL | Request, init: RequestInit | undefined): string {
  return `${init?.method} ${new URL(String(url)).host}`;
}
