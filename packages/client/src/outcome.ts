// Success or failure is decided by the body: the service documents errors with HTTP 200.

/** What an error body says, in whichever shape it came. */
export interface ErrorBody {
  code: string;
  message: string;
}

/** Answers that can hold an error envelope. A file of a download is left alone. */
const READABLE = /json|text\/(plain|html)/i;

/**
 * Reads the answer's text once and gives the same response back, with `ok` false when the body carries an error. Status,
 * headers and url stay as they were.
 */
export async function decideByBody(response: Response): Promise<Response> {
  const type = response.headers.get("content-type");
  if (type !== null && !READABLE.test(type)) return response;
  const text = await response.text();
  const failed = response.ok && errorOf(text) !== undefined;
  return Object.defineProperties(response, {
    text: { value: async () => text },
    json: { value: async () => JSON.parse(text) },
    ...(failed && { ok: { value: false } }),
  });
}

/**
 * The error in a body (its text or what was parsed of it), `undefined` when there is none. Shapes: the service's
 * `{error: {error_code, error_msg}}`, the gateway's flat one, and those of other Huawei services that the SDKs tolerate.
 */
export function errorOf(body: unknown): ErrorBody | undefined {
  const value = typeof body === "string" ? parse(body) : body;
  if (typeof value !== "object" || value === null) return undefined;
  const { error } = value as { error?: unknown };
  const holder = (typeof error === "object" && error !== null ? error : value) as Record<string, unknown>;
  const code = holder.error_code ?? holder.code ?? holder.errorCode;
  if (typeof code !== "string") return undefined;
  return { code, message: String(holder.error_msg ?? holder.message ?? holder.errorMsg ?? "") };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
