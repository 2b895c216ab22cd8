/** A request as it went out: what `explain` compares with what the gateway printed. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  /** All headers, the authorization among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | null;
}

/** The request that a 401 of createSignedFetch answered: what `explain` needs where the Response itself is not at hand. */
export function refusedRequest(response: Response): SentRequest | undefined {
  return refusedRequests.get(response);
}

/** The requests of createSignedFetch that were answered with 401, each for as long as its response is in use. */
export const refusedRequests: WeakMap<Response, SentRequest> = /* @__PURE__ */ new WeakMap();
