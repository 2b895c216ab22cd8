import type { ComparedPart } from "./compare.ts";
import type { Reason } from "./diagnose.ts";

/** Why a request was refused. Holds no secret: tokens are masked, and a body is never shown. */
export interface Explanation {
  readonly reason: Reason;
  /** One sentence. */
  readonly summary: string;
  /** What to do about it. */
  readonly advice: string;
  /** Every part of the canonical request, where the gateway printed it and the request is known; of `explainRequest` the one that differs; else none. */
  readonly parts: readonly ComparedPart[];
  /** Those of the parts that differ. */
  readonly differences: readonly ComparedPart[];
  /** For an expired signature: how far the gateway's clock is ahead of the signature's time. */
  readonly clockOffsetMs?: number;
  /** All of it drawn, for people. */
  readonly text: string;
}
