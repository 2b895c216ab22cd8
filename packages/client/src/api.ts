// The typed API: openapi-fetch over a signed fetch. The only file that imports openapi-fetch.
import type { paths } from "@cdn-export/api";
import createClient, { type Client } from "openapi-fetch";
import { bounded } from "./bounded.ts";
import { TimeoutError } from "./errors.ts";
import { decideByBody } from "./outcome.ts";
import { hearing } from "./transport.ts";

/**
 * Every operation of the spec, typed: `api.GET(path, init)`, `api.POST(path, init)`. A refusal is in `error`, also with
 * HTTP 200. Middleware may change the headers of its request, not replace it.
 */
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

function send(
  { url, method, headers, body, signal }: Call,
  fetch: typeof globalThis.fetch,
  timeoutMs: number,
): Promise<Response> {
  const what = `${method} ${new URL(url).host}`;
  const init: RequestInit = { method, headers, redirect: "manual", ...(body != null && { body }) };
  return bounded(
    async (signal) => {
      const response = await fetch(url, { ...init, signal });
      return hearing(what, () => decideByBody(response));
    },
    {
      what,
      signal,
      timeoutMs,
      onTimeout: () => new TimeoutError("TIMEOUT", `${what} gave no answer within ${timeoutMs / 1000} s`),
    },
  );
}
