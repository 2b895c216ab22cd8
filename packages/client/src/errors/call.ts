// What the service's answers are when they aren't what was asked for.

import { CdnExportError, type ErrorDetails } from "@cdn-export/api/base-error";
import type { Explanation } from "@cdn-export/signer/explain";

/** The service or the gateway refused, also with HTTP 200. */
export class ApiError extends CdnExportError {
  override readonly name: string = "ApiError";
}

/** HTTP 401: signature, clock, token or AK. Never repeated blindly: wrong signatures in a row lock the AK. */
export class SignatureError extends ApiError {
  override readonly name = "SignatureError";
  /**
   * Compares what the gateway printed with what was sent, and names the part that differs and the usual cause. `text`
   * has it drawn; no secret is in it.
   *
   * @example
   * if (error instanceof SignatureError) console.error((await error.explain()).text);
   */
  readonly explain: () => Promise<Explanation>;

  constructor(code: string, message: string, details: ErrorDetails, explain: () => Promise<Explanation>) {
    super(code, `${message}; \`await error.explain()\` tells why`, details);
    // Not enumerable: a logged error shows what there is to read.
    this.explain = explain;
    Object.defineProperty(this, "explain", { enumerable: false });
  }
}

/** HTTP 429, or the gateway's code for it. */
export class ThrottledError extends ApiError {
  override readonly name = "ThrottledError";
}

/** An answer that isn't the API's: HTML of a proxy, text, a redirect. */
export class UnexpectedAnswerError extends CdnExportError {
  override readonly name = "UnexpectedAnswerError";
}
