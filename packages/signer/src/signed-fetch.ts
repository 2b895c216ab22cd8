import type { AuthToken, CredentialSource, Credentials } from "./credentials.ts";
import { readHeaders } from "./headers.ts";
import { parseSdkDate } from "./sdk-date.ts";
import { sign } from "./sign.ts";

export interface SignedFetchOptions {
  /** The fetch underneath. @default globalThis.fetch, looked up at each call */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * A `fetch` that signs each request, for any service of Huawei Cloud.
 *
 * It adds nothing but the signature, and the `content-type` that fetch itself derives from a Blob, FormData or
 * URLSearchParams.
 * - All given headers are signed, except `authorization` (replaced), `host` (the URL's counts) and a multipart
 *   `content-type`.
 * - The body is signed byte by byte. A stream is refused: read it first.
 * - `redirect` is `"manual"` by default: a followed redirect would carry a signature made for another URL, and the
 *   security token to another host. A `Request` cannot tell whether `"follow"` was asked for: say it in `init`.
 * - If the gateway answers 401 "signature expired", the clock's offset is learned from the answer, kept for the
 *   following requests, and the request is signed anew and sent once more. No other answer is ever retried: five bad
 *   signatures in a row lock the access key for five minutes.
 *
 * @param credentials - an access key, `{ authToken }` (sent as X-Auth-Token, no signature), or a function that is
 * called before each request and returns either.
 * @throws (the promise) TypeError as {@link sign} does, and whatever the fetch underneath throws.
 * @example
 * const signedFetch = createSignedFetch({ ak, sk });
 * const response = await signedFetch("https://cdn.myhuaweicloud.com/v1.0/cdn/domains?page_size=10");
 */
export function createSignedFetch(
  credentials: CredentialSource,
  options: SignedFetchOptions = {},
): typeof globalThis.fetch {
  let clockOffset = 0;
  const now = (): number => (options.now ?? Date.now)();
  const send: typeof globalThis.fetch = (input, init) => (options.fetch ?? globalThis.fetch)(input, init);

  return async (input, init) => {
    const using = typeof credentials === "function" ? await credentials() : credentials;
    const request = isRequest(input) ? input : undefined;
    const headers = readHeaders(init?.headers ?? request?.headers);
    delete headers.host; // fetch sends the URL's, whatever is asked.
    const redirect = init?.redirect ?? (request?.redirect === "error" ? "error" : "manual");
    if (isAuthToken(using)) {
      Object.assign(headers, readHeaders({ "x-auth-token": using.authToken }));
      return send(input, { ...init, redirect, headers });
    }

    const url = request ? request.url : String(input);
    const method = (init?.method ?? request?.method ?? "GET").toUpperCase();
    const body = await readBody(init?.body, request, headers);
    const carried: RequestInit = { ...(request && membersOf(request)), ...init, method, redirect };
    if (body === undefined) delete carried.body;
    else carried.body = body as BodyInit;
    const signAndSend = async (): Promise<Response> => {
      const date = new Date(now() + clockOffset);
      const signed = await sign({ method, url, headers, body }, using, { date });
      return send(url, { ...carried, headers: signed.headers });
    };

    const response = await signAndSend();
    if (response.status !== 401) return response;
    const serverTime = await readServerTime(response);
    if (Number.isNaN(serverTime)) return response;
    clockOffset = serverTime - now();
    return signAndSend();
  };
}

/** Body kinds whose bytes, and content type, fetch itself derives. By tag: they may come from another realm. */
const DERIVED_BODY = /^\[object (ArrayBuffer|Blob|File|FormData|URLSearchParams)\]$/;

/** The exact bytes to sign and to send. Fills in the content type where fetch would. */
async function readBody(
  given: BodyInit | null | undefined,
  request: Request | undefined,
  headers: Record<string, string>,
): Promise<string | Uint8Array | undefined> {
  if (typeof given === "string") return given;
  if (given == null) {
    // `null` in init means no body; only an absent one leaves the Request's in place.
    if (given === null || !request || request.method === "GET" || request.method === "HEAD") return undefined;
    const bytes = await request.arrayBuffer();
    return bytes.byteLength > 0 ? new Uint8Array(bytes) : undefined;
  }
  // A copy: like fetch, take the bytes as they are at the time of the call.
  if (ArrayBuffer.isView(given)) return new Uint8Array(given.buffer, given.byteOffset, given.byteLength).slice();
  const tag = Object.prototype.toString.call(given);
  if (!DERIVED_BODY.test(tag)) {
    const advice =
      "give text or bytes: JSON.stringify(value), or for a stream await new Response(stream).arrayBuffer()";
    throw new TypeError(`${tag} cannot be signed as a body; ${advice}`);
  }
  const derived = new Response(given);
  const contentType = derived.headers.get("content-type");
  if (contentType) headers["content-type"] ??= contentType;
  return new Uint8Array(await derived.arrayBuffer());
}

/** The members of a Request that a fetch of its URL needs again. They are inherited getters: a spread loses them. */
function membersOf({
  signal,
  cache,
  credentials,
  integrity,
  keepalive,
  mode,
  referrer,
  referrerPolicy,
}: Request): RequestInit {
  return { signal, cache, credentials, integrity, keepalive, mode, referrer, referrerPolicy };
}

/**
 * The server's time in milliseconds, if it refused the signature as expired; else NaN.
 *
 * A clone is read, so that the caller gets the response itself. Nothing but a 401 comes here.
 */
async function readServerTime(response: Response): Promise<number> {
  const text = await response
    .clone()
    .text()
    .catch(() => "");
  if (!text.includes("signature expired")) return Number.NaN;
  const stated = parseSdkDate(SERVER_TIME.exec(text)?.[1] ?? "");
  return Number.isNaN(stated) ? Date.parse(response.headers.get("date") ?? "") : stated;
}

const SERVER_TIME = /server time: ?(\d{8}T\d{6}Z)/;

function isRequest(input: RequestInfo | URL): input is Request {
  return typeof input === "object" && "url" in input;
}

function isAuthToken(credentials: Credentials | AuthToken): credentials is AuthToken {
  return "authToken" in credentials;
}
