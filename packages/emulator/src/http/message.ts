/** A request as it came off the wire: nothing is normalised, for signatures are made over the raw form. */
export interface RawRequest {
  method: string;
  /** Path and query as sent. */
  target: string;
  headers: readonly Header[];
  /** At most one byte more than the service takes; the service refuses it then. */
  body: Uint8Array;
  /** The caller's address; absent for calls in process. */
  remote?: string;
}

export type Header = readonly [name: string, value: string];

export interface RawResponse {
  status: number;
  headers: Header[];
  /** Bytes, or chunks that are made while they are sent. A body that throws drops the connection. */
  body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** What became of a request: an answer, or a connection that was dropped without one. */
export type Outcome = RawResponse | "reset";

/**
 * The service, whatever carries its requests. Never rejects. `gone` gives a signal that nobody waits for the answer any
 * more: a function, for few calls ask for it, and it costs.
 */
export type Handler = (request: RawRequest, gone?: () => AbortSignal) => Promise<Outcome>;

export const NO_BODY: Uint8Array = new Uint8Array();

/** The first value of a header, `undefined` when it was not sent. Names compare without case. */
export function headerOf(message: { headers: readonly Header[] }, name: string): string | undefined {
  for (const [given, value] of message.headers) {
    if (given === name || (given.length === name.length && given.toLowerCase() === name)) return value;
  }
  return undefined;
}

/** Path and query of a raw target, the query without its `?`. */
export function splitTarget(target: string): { path: string; query: string } {
  const at = target.indexOf("?");
  return at < 0 ? { path: target, query: "" } : { path: target.slice(0, at), query: target.slice(at + 1) };
}
