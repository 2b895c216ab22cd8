import type { HeaderSource } from "../base/headers.ts";

/** A request to sign. */
export interface SignRequest {
  /** In any letter case. It's signed in upper case: send it that way. */
  readonly method: string;
  /** Absolute URL. It's signed the way fetch sends it: normalised, without a default port. */
  readonly url: string | URL;
  /** All headers are signed, except `authorization` and a multipart `content-type`. */
  readonly headers?: HeaderSource | undefined;
  /** The exact text or bytes to send, never an object. */
  readonly body?: string | Uint8Array | null | undefined;
}

/** Options of `sign`. */
export interface SignOptions {
  /**
   * Time of the signature: a Date, milliseconds since 1970, or a string, preferably `YYYYMMDDTHHMMSSZ`.
   *
   * @default now
   */
  readonly date?: Date | string | number | undefined;
}
