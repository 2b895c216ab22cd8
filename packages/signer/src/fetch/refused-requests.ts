/** A request as it was sent. `explain` compares it with the canonical request that the gateway prints. */
export interface SentRequest {
  /** In upper case. */
  readonly method: string;
  /** Absolute URL. */
  readonly url: string;
  /** All headers, including `authorization`. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The text or bytes that were sent, `null` without a body. */
  readonly body: string | Uint8Array | null;
}

/**
 * Returns the request that was answered with this 401 by `createSignedFetch`: pass it to `explain` where the Response
 * isn't available. `undefined` for any other response.
 */
export function refusedRequest(response: Response): SentRequest | undefined {
  return refusedRequests.get(response);
}

/** The requests of createSignedFetch that got a 401. Each is kept while its response is in use. */
export const refusedRequests: WeakMap<Response, SentRequest> = /* @__PURE__ */ new WeakMap();
