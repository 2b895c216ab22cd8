/** A request as it came off the wire: nothing is normalised, for signatures are made over the raw form. */
export interface RawRequest {
  method: string;
  /** Path and query as sent. */
  target: string;
  headers: RawHeaders;
  /** At most one byte more than the service takes; the service refuses it then. */
  body: Uint8Array;
  /** The caller's address; absent for calls in process. */
  remote?: string | undefined;
}

/** Names and values in turn, as in Node's `rawHeaders`: as they came, one request makes no further objects. */
export type RawHeaders = readonly string[];

export interface RawResponse {
  status: number;
  headers: string[];
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
export function headerOf({ headers }: { headers: RawHeaders }, name: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) {
    const given = headers[i] ?? "";
    if (given.length === name.length && given.toLowerCase() === name) return headers[i + 1];
  }
  return undefined;
}

/**
 * Path and query of a raw target, the query without its `?`. A whole URL, as a client sends that believes to speak to a
 * proxy, has to be taken (RFC 9112, 3.2.2).
 */
export function splitTarget(target: string): { path: string; query: string } {
  const own = target.startsWith("/") ? target : target.replace(ORIGIN, "");
  const at = own.indexOf("?");
  return at < 0 ? { path: own, query: "" } : { path: own.slice(0, at), query: own.slice(at + 1) };
}

const ORIGIN = /^https?:\/\/[^/?#]*/i;
