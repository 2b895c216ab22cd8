import type { HeaderSource } from "../base/headers.ts";

/** A request to be signed. */
export interface SignRequest {
  /** Any letter case; signed in upper case, and to be sent so. */
  readonly method: string;
  /** Absolute. Signed as fetch will send it: normalised, default port dropped. */
  readonly url: string | URL;
  /** All are signed, except `authorization` and a multipart `content-type`. */
  readonly headers?: HeaderSource | undefined;
  /** The exact text or bytes that will be sent, never an object. */
  readonly body?: string | Uint8Array | null | undefined;
}

/** Options of `sign`. */
export interface SignOptions {
  /** The time of the signature: a Date, milliseconds since 1970, or text, best as `YYYYMMDDTHHMMSSZ`. @default now */
  readonly date?: Date | string | number | undefined;
}
