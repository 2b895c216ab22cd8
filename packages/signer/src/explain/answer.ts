import type { ExplainedRequest } from "./our-parts.ts";

/** An answer whose body isn't parsed yet. */
export interface RawAnswer {
  readonly body: unknown;
  /** HTTP status, `undefined` if unknown. */
  readonly status?: number | undefined;
  /** The `Date` header. */
  readonly date?: string | null | undefined;
  /** The signed request, if a HAR file or `curl -v` contains it. */
  readonly request?: ExplainedRequest | undefined;
}

/** The content of an answer in any form. */
export interface Answer {
  /** All texts in its body. Never print it: the gateway's text can contain tokens. */
  readonly text: string;
  /** HTTP status, `undefined` if unknown. */
  readonly status: number | undefined;
  /** Whether the request succeeded: the status decides, unless the body contains an error. */
  readonly succeeded: boolean;
  /** The `Date` header in milliseconds since 1970; NaN without one. */
  readonly date: number;
  /** The signed request, if a HAR file or `curl -v` contains it. */
  readonly request?: ExplainedRequest | undefined;
}
