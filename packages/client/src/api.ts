// The typed API: openapi-fetch over a signed fetch. The only file that imports openapi-fetch.
import type { paths } from "@cdn-export/api";
import createClient, { type Client } from "openapi-fetch";
import { AbortedError, ConnectionError, TimeoutError } from "./errors.ts";
import { decideByBody } from "./outcome.ts";

/** Every operation of the spec, typed: `api.GET(path, init)`, `api.POST(path, init)`. A refusal is in `error`, also with HTTP 200. */
export type Api = Client<paths>;

export interface ApiOptions {
  baseUrl: string;
  /** Signs and sends. */
  fetch: typeof fetch;
  callTimeoutMs: number;
}

export function createApi({ baseUrl, fetch, callTimeoutMs }: ApiOptions): Api {
  return createClient<paths>({
    baseUrl,
    Request: Call as unknown as typeof Request,
    // openapi-fetch hands over what its Request option made: a Call.
    fetch: (call) => send(call as unknown as Call, fetch, callTimeoutMs),
  });
}

/**
 * What openapi-fetch asks for. A real `Request` would hide the body's text, which the signature needs, behind a clone;
 * a subclass of it at module level costs 50 ms of import on Node.
 */
class Call {
  readonly url: string;
  readonly method: string;
  readonly headers: HeadersInit;
  readonly body: BodyInit | null | undefined;
  readonly signal: AbortSignal | null | undefined;

  constructor(url: string, { method, headers, body, signal }: RequestInit) {
    this.url = url;
    this.method = method ?? "GET";
    this.headers = headers ?? {};
    this.body = body;
    this.signal = signal;
  }
}

async function send(
  { url, method, headers, body, signal }: Call,
  fetch: typeof globalThis.fetch,
  timeoutMs: number,
): Promise<Response> {
  const what = `${method} ${new URL(url).host}`;
  const controller = new AbortController();
  const stop = () => controller.abort(new AbortedError("ABORTED", `${what} was aborted`, { cause: signal?.reason }));
  const timer = setTimeout(
    () => controller.abort(new TimeoutError("TIMEOUT", `${what} gave no answer within ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop, { once: true });
  try {
    const init: RequestInit = { method, headers, redirect: "manual", signal: controller.signal };
    if (body !== undefined && body !== null) init.body = body;
    return await decideByBody(await fetch(url, init));
  } catch (error) {
    if (controller.signal.aborted) throw controller.signal.reason;
    throw error instanceof TypeError && isNetworkFailure(error) ? connectionError(what, error) : error;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** fetch reports every failure of the network as a TypeError, and so does the language its mistakes. */
function isNetworkFailure(error: TypeError): boolean {
  return error.cause !== undefined || /fetch|network|load failed|connect|terminated/i.test(error.message);
}

function connectionError(what: string, error: TypeError): ConnectionError {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return new ConnectionError("CONNECTION", `${what} failed: ${cause?.code ?? cause?.message ?? error.message}`, {
    advice: "Check the endpoint and the network",
    cause: error,
  });
}
