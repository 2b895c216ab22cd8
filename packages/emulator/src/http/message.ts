/** A request as it arrived. Nothing is normalised, because signatures cover the raw form. */
export interface RawRequest {
  method: string;
  /** Path and query as sent. */
  target: string;
  headers: RawHeaders;
  /** At most one byte more than the service accepts. The service then refuses it. */
  body: Uint8Array;
  /** The caller's address; missing for calls in the same process. */
  remote?: string | undefined;
}

/** Names and values in turn, as in Node's `rawHeaders`. No request needs further objects for them. */
export type RawHeaders = readonly string[];

export interface RawResponse {
  status: number;
  headers: string[];
  /** Bytes, or chunks that are made while they are sent. If the iterator throws, the connection drops. */
  body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** The outcome of a request: a response, or a dropped connection. */
export type Outcome = RawResponse | "reset";

/**
 * The service, independent of the transport. Never rejects. `gone` returns a signal that aborts when the caller disconnects.
 * It's a function, because the signal is costly and few calls need it.
 */
export type Handler = (request: RawRequest, gone?: () => AbortSignal) => Promise<Outcome>;

export const NO_BODY: Uint8Array = new Uint8Array();

/** The first value of a header, or `undefined`. Names are case-insensitive. */
export function headerOf({ headers }: { headers: RawHeaders }, name: string): string | undefined {
  for (let i = 0; i < headers.length; i += 2) {
    const given = headers[i] ?? "";
    if (given.length === name.length && given.toLowerCase() === name) return headers[i + 1];
  }
  return undefined;
}

/** The pairs of a flat list of headers. */
export function pairsOf(headers: RawHeaders): [name: string, value: string][] {
  return headers.flatMap((name, i) => (i % 2 === 0 ? [[name, headers[i + 1] ?? ""]] : []));
}

/**
 * The path and query of a raw target, the query without its `?`. A target can be a whole URL, which clients send to proxies
 * (RFC 9112, 3.2.2).
 */
export function splitTarget(target: string): { path: string; query: string } {
  const own = target.startsWith("/") ? target : target.replace(ORIGIN, "");
  const at = own.indexOf("?");
  return at < 0 ? { path: own, query: "" } : { path: own.slice(0, at), query: own.slice(at + 1) };
}

const ORIGIN = /^https?:\/\/[^/?#]*/i;
