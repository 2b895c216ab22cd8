// The errors for responses that aren't the requested result.

import { CdnExportError } from "@cdn-export/api/base-error";
import type { Explanation } from "@cdn-export/signer/explain";

/**
 * The service or its gateway rejected the request, possibly with HTTP 200. `code` and the message are the service's.
 */
export class ApiError extends CdnExportError {
  override readonly name: string = "ApiError";
}

/**
 * HTTP 401: the signature, the clock, the token or the AK is wrong. The client doesn't retry it, except once to correct
 * the clock: repeated wrong signatures lock the AK.
 */
export class SignatureError extends ApiError {
  override readonly name = "SignatureError";
  /**
   * Compares the request that the gateway describes in its response with the request that was sent, and names the part
   * that differs and the usual cause. `text` is ready to print and contains no secret.
   *
   * @example
   * if (error instanceof SignatureError) console.error((await error.explain()).text);
   */
  declare readonly explain: () => Promise<Explanation>;
}

/** HTTP 429, or the gateway's error code for it. `retryAfterMs` is the requested pause, if there is one. */
export class ThrottledError extends ApiError {
  override readonly name = "ThrottledError";
}

/** The response isn't the API's: a proxy's HTML page, plain text, or a redirect. */
export class UnexpectedAnswerError extends CdnExportError {
  override readonly name = "UnexpectedAnswerError";
}
