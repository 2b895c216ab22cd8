// The body decides whether a call succeeded: the service documents errors with HTTP 200.
import { connectionError, secretsOfRequest } from "./transport.ts";

/** The code and the message of an error body, whatever its shape. */
export interface ErrorBody {
  code: string;
  message: string;
}

/** The bodies of the responses that were read: as they arrived, and as text. */
const bodies: WeakMap<Response, Body> = /* @__PURE__ */ new WeakMap();

type Body = readonly [bytes: ArrayBuffer, text: string];

/** An unread copy of a response. */
function again(response: Response): Response {
  const [bytes, text] = bodies.get(response) as Body;
  // The response's own status and headers.
  return new Response(text ? bytes : null, response);
}

/** Lets a caller read a response that was already read, in every way. Shared by all responses, because it's faster. */
const READABLE: PropertyDescriptorMap & ThisType<Response> = {
  text: {
    async value() {
      return (bodies.get(this) as Body)[1];
    },
  },
  json: {
    async value() {
      return JSON.parse(await this.text());
    },
  },
  body: {
    get() {
      return again(this).body;
    },
  },
  bodyUsed: { value: false },
  .../* @__PURE__ */ Object.fromEntries(
    (["arrayBuffer", "blob", "bytes", "clone", "formData"] as const).map((method) => [
      method,
      {
        value(this: Response) {
          return again(this)[method]();
        },
      },
    ]),
  ),
};

/**
 * Reads each response, and sets its `ok` to false when the body is an error. It doesn't construct a new `Response`,
 * which would cost more than the signature.
 */
export function decided(send: typeof fetch): typeof fetch {
  return async (...call) => {
    const response = await send(...call);
    // Reading an empty body would take as long as signing.
    if (response.headers.get("Content-Length") === "0") return response;
    const bytes = await response.arrayBuffer().catch((error) => {
      throw connectionError("The request", error, secretsOfRequest(response));
    });
    // Whole numbers in JSON become strings if JSON.parse would round them.
    const text = new TextDecoder()
      .decode(bytes)
      .replace(LONG_NUMBERS, (part, digits = "0") => (`${+digits}` === digits ? part : `"${digits}"`));
    bodies.set(response, [bytes, text]);
    Object.defineProperties(response, READABLE);
    if (response.ok && errorOf(text, true)) Object.defineProperty(response, "ok", { value: false });
    return response;
  };
}

/** Text that isn't a JSON object or list, as a whole; a string in JSON; a long whole number in JSON. */
const LONG_NUMBERS = /^\s*[^\s[{].*|"(?:\\.|[^"])*?"|(?<=[\s:,[])(-?\d{16,})(?![\w.])/gs;

/**
 * The error in a body (its text, or its parsed JSON), or `undefined`.
 *
 * With a success status, only the two documented shapes count: the service's `{error: ...}` and the gateway's flat
 * `error_code`. Any other JSON may be an undocumented result. With an error status, the shapes of other Huawei services
 * that the SDKs accept count as well.
 */
export function errorOf(body: unknown, isSuccess: boolean): ErrorBody | undefined {
  const value = typeof body === "string" ? parse(body) : body;
  if (typeof value !== "object" || value === null) return undefined;
  const { error, error_code } = value as Record<string, unknown>;
  if (isSuccess && (error ?? error_code ?? undefined) === undefined) return undefined;
  const holder = (Object(error) === error ? error : value) as Record<string, unknown>;
  const code = holder.error_code ?? holder.code ?? holder.errorCode;
  const message = holder.error_msg ?? holder.message ?? holder.errorMsg ?? (typeof error === "string" ? error : "");
  if (!isSuccess && (code ?? error) === undefined) return undefined;
  return { code: String(code ?? "NO_CODE"), message: String(message) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
