import { sign } from "#runtime";
import type { AuthToken, CredentialSource, Credentials } from "../base/credentials.ts";
import { readHeaders } from "../base/headers.ts";
import { parseSdkDate } from "../base/sdk-date.ts";
import { refusedRequests } from "./refused-requests.ts";

/** Options of `createSignedFetch`. */
export interface SignedFetchOptions {
  /** The fetch that sends the signed requests. @default globalThis.fetch, looked up at each call */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

/**
 * Returns a `fetch` that signs each request, for any service of Huawei Cloud.
 *
 * It only adds the signature, and the `content-type` that fetch derives from a Blob, FormData or URLSearchParams.
 * - All given headers are signed, except `authorization` (it's replaced), `host` (the URL decides) and a multipart
 *   `content-type`.
 * - The exact bytes of the body are signed. Streams are read to the end first.
 * - `redirect` defaults to `"manual"`: following a redirect would send a signature made for another URL, and the
 *   security token, to another host. To follow redirects, pass `"follow"` in `init`: a `Request` has it by default, so
 *   it's ignored there.
 * - After a 401 "signature expired", the request is signed with the server's time and sent once more. Later requests
 *   use that time from the start. No other answer is retried: more than five bad signatures in a row lock the access
 *   key for five minutes.
 *
 * @param credentials - an access key, `{ authToken }` (sent as X-Auth-Token, unsigned), or a function that is called
 * before each request and returns either.
 * @throws (the promise) TypeError, as {@link sign} does, and any error of the underlying fetch or of `credentials`.
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
    delete headers.host; // fetch always sends the URL's host.
    const redirect = init?.redirect ?? (request?.redirect === "error" ? "error" : "manual");
    // Not with `in`: for a value that isn't an object, its error would print the value, which may be a secret.
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

/** The exact bytes to sign and send. Sets the content type where fetch would. */
async function readBody(
  given: BodyInit | null | undefined,
  request: Request | undefined,
  headers: Record<string, string>,
): Promise<string | Uint8Array | null> {
  if (typeof given === "string" || given === null) return given;
  // fetch would send "[object Object]".
  if (Object.prototype.toString.call(given) === "[object Object]") {
    throw new TypeError("body is an object: stringify it");
  }
  // Only an undefined body keeps the Request's. A Response copies the bytes at the time of the call.
  const source = given === undefined ? request : new Response(given);
  const type = given !== undefined && source?.headers.get("content-type");
  if (type) headers["content-type"] ??= type;
  const bytes = await source?.arrayBuffer();
  return bytes?.byteLength ? new Uint8Array(bytes) : null;
}

/** The members of a Request that the new fetch call needs. They're inherited getters, which a spread would lose. */
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
 * The server's time in milliseconds if this 401 says that the signature expired, otherwise NaN or undefined.
 *
 * Reads a clone, so that the caller can still read the response.
 */
async function readServerTime(response: Response): Promise<number | undefined> {
  const expired = /signature expired(.*server time: ?(\w+))?/.exec(await response.clone().text());
  return expired ? parseSdkDate(expired[2] ?? "") || Date.parse(response.headers.get("date") ?? "") : undefined;
}
