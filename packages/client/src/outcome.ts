// Success or failure is decided by the body: the service documents errors with HTTP 200.

/** What an error body says, in whichever shape it came. */
export interface ErrorBody {
  code: string;
  message: string;
}

/** Answers that are files: they hold no error envelope, and are left alone. */
const FILE = /octet-stream|zip|spreadsheet|csv|image|audio|video/i;
/** Statuses that must have no body. */
const BODILESS = [204, 205, 304];

/**
 * Reads the answer once and gives back an equal one, whose `ok` is false when the body carries an error. Status, headers
 * and url stay as they were.
 */
export async function decideByBody(response: Response): Promise<Response> {
  const { status, statusText, headers, url } = response;
  if (FILE.test(headers.get("content-type") ?? "") || status < 200 || BODILESS.includes(status)) return response;
  const text = await response.text();
  const ok = response.ok && errorOf(text, true) === undefined;
  const equal = Object.defineProperties(new Response(text || null, { status, statusText, headers }), {
    url: { value: url },
    ok: { value: ok },
  });
  originals.set(equal, response);
  return equal;
}

/** The answer that came, for an equal one that was given back: the signer knows the request by it. */
export const originals: WeakMap<Response, Response> = /* @__PURE__ */ new WeakMap();

/**
 * The error in a body (its text or what was parsed of it), `undefined` when there is none.
 *
 * With a success status only the two documented shapes count, the service's `{error: ...}` and the gateway's flat
 * `error_code`, for any other JSON may be an answer that nobody has documented. With an error status also those of other
 * Huawei services that the SDKs tolerate.
 */
export function errorOf(body: unknown, isSuccess: boolean): ErrorBody | undefined {
  const value = typeof body === "string" ? parse(body) : body;
  if (typeof value !== "object" || value === null) return undefined;
  const { error, error_code } = value as Record<string, unknown>;
  if (isSuccess && (error ?? error_code ?? undefined) === undefined) return undefined;
  const holder = (typeof error === "object" && error !== null ? error : value) as Record<string, unknown>;
  const code = holder.error_code ?? holder.code ?? holder.errorCode;
  const message = holder.error_msg ?? holder.message ?? holder.errorMsg ?? (typeof error === "string" ? error : "");
  if (code === undefined && !isSuccess && error === undefined) return undefined;
  return { code: code === undefined ? "NO_CODE" : String(code), message: String(message) };
}

function parse(text: string): unknown {
  // The usual answer of a create call; an exception would cost more than the rest of this file.
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
