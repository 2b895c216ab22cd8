import type { ComparedPart } from "./compare.ts";
import type { Reason } from "./diagnose.ts";

/** Why a request was refused. It contains no secrets: tokens are masked, and bodies are never shown. */
export interface Explanation {
  /** What went wrong, for programs. */
  readonly reason: Reason;
  /** What went wrong, in one sentence. */
  readonly summary: string;
  /** What to do about it. */
  readonly advice: string;
  /**
   * Parts of the canonical request: from `explain` all that the gateway printed, from `explainRequest` the one that
   * differs. May be empty.
   */
  readonly parts: readonly ComparedPart[];
  /** The parts that differ. */
  readonly differences: readonly ComparedPart[];
  /** For an expired signature: the gateway's time minus the signature's time, in milliseconds. */
  readonly clockOffsetMs?: number;
  /** The whole explanation as plain text, for people. */
  readonly text: string;
}
