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

/** The ways to read an answer's body, besides its text and its JSON. */
const READERS = ["arrayBuffer", "blob", "bytes", "clone", "formData"] as const;

/**
 * Reads the answer, whose `ok` is false then when the body carries an error. It can still be read in every way: a new
 * Response for those who never look at it would cost more than the signature.
 */
export async function decideByBody(response: Response): Promise<Response> {
  const { status, statusText, headers } = response;
  if (FILE.test(headers.get("content-type") ?? "") || status < 200 || BODILESS.includes(status)) return response;
  const text = await response.text();
  const again = () => new Response(text || null, { status, statusText, headers });
  return Object.defineProperties(response, {
    ok: { value: response.ok && errorOf(text, true) === undefined },
    text: { value: async () => text },
    json: { value: async () => JSON.parse(text) },
    body: { get: () => again().body },
    bodyUsed: { value: false },
    ...Object.fromEntries(READERS.map((read) => [read, { value: () => again()[read]() }])),
  });
}

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
