import { sign } from "#runtime";
import type { AuthToken, CredentialSource, Credentials } from "../base/credentials.ts";
import { readHeaders } from "../base/headers.ts";
import { parseSdkDate } from "../base/sdk-date.ts";
import { refusedRequests } from "./refused-requests.ts";

/** Options of `createSignedFetch`. */
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
 * - The body is signed byte by byte. A stream is read to its end first.
 * - `redirect` is `"manual"` by default: a followed redirect would carry a signature made for another URL, and the
 *   security token to another host. A `Request` cannot tell whether `"follow"` was asked for: say it in `init`.
 * - If the gateway answers 401 "signature expired", the clock's offset is learned from the answer, kept for the
 *   following requests, and the request is signed anew and sent once more. No other answer is ever retried: more
 *   than five bad signatures in a row lock the access key for five minutes.
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
    const request = typeof input === "object" && "url" in input ? input : undefined;
    const headers = readHeaders(init?.headers ?? request?.headers);
    delete headers.host; // fetch sends the URL's, whatever is asked.
    const redirect = init?.redirect ?? (request?.redirect === "error" ? "error" : "manual");
    // Not by `in`, whose error repeats what is no object: the text of a secret store, say.
    const { authToken } = using as Partial<AuthToken>;
    if (authToken !== undefined) {
      const token = readHeaders({ "x-auth-token": authToken });
      return send(input, { ...init, redirect, headers: { ...headers, ...token } });
    }

    const body = await readBody(init?.body, request, headers);
    const call = {
      ...membersOf(request),
      ...init,
      redirect,
      method: (init?.method ?? request?.method ?? "GET").toUpperCase(),
      url: request?.url ?? String(input),
      headers,
      body,
    };
    const attempt = async (): Promise<Response> => {
      const signed = { ...call, ...(await sign(call, using as Credentials, { date: now() + clockOffset })) };
      const response = await send(signed.url, signed as RequestInit);
      if (response.status === 401) refusedRequests.set(response, signed);
      return response;
    };

    const response = await attempt();
    const serverTime = response.status === 401 && (await readServerTime(response));
    if (!serverTime) return response;
    clockOffset = serverTime - now();
    return attempt();
  };
}

/** The exact bytes to sign and to send. Fills in the content type where fetch would. */
async function readBody(
  given: BodyInit | null | undefined,
  request: Request | undefined,
  headers: Record<string, string>,
): Promise<string | Uint8Array | null> {
  if (typeof given === "string" || given === null) return given;
  // fetch would send such a body as "[object Object]".
  if (Object.prototype.toString.call(given) === "[object Object]") {
    throw new TypeError("body is an object: stringify it");
  }
  // Only an absent body leaves the Request's in place. A Response copies the bytes as they are at the time of the call.
  const source = given === undefined ? request : new Response(given);
  const type = given !== undefined && source?.headers.get("content-type");
  if (type) headers["content-type"] ??= type;
  const bytes = await source?.arrayBuffer();
  return bytes?.byteLength ? new Uint8Array(bytes) : null;
}

/** The members of a Request that a fetch of its URL needs again. They are inherited getters: a spread loses them. */
function membersOf(request: Request | undefined): RequestInit {
  return Object.fromEntries(request ? CARRIED.map((name) => [name, request[name]]) : []);
}

const CARRIED = [
  "signal",
  "cache",
  "credentials",
  "integrity",
  "keepalive",
  "mode",
  "referrer",
  "referrerPolicy",
] as const;

/**
 * The server's time in milliseconds, if it refused the signature as expired; else NaN or undefined.
 *
 * A clone is read, so that the caller gets the response itself. Nothing but a 401 comes here.
 */
async function readServerTime(response: Response): Promise<number | undefined> {
  const expired = /signature expired(.*server time: ?(\w+))?/.exec(await response.clone().text());
  return expired ? parseSdkDate(expired[2] ?? "") || Date.parse(response.headers.get("date") ?? "") : undefined;
}
