// The body decides whether a call succeeded: the service documents errors with HTTP 200.
import { connectionError, secretsOfRequest } from "./transport.ts";

/** The code and the message of an error body, whatever its shape. */
export interface ErrorBody {
  code: string;
  message: string;
}

/** The bodies of the responses that were read. */
const texts: WeakMap<Response, string> = /* @__PURE__ */ new WeakMap();

/** An unread copy of a response. */
function again(response: Response): Response {
  const { status, statusText, headers } = response;
  return new Response(texts.get(response) || null, { status, statusText, headers });
}

/** Lets a caller read a response that was already read, in every way. Shared by all responses, because it's faster. */
const READABLE: PropertyDescriptorMap & ThisType<Response> = {
  text: {
    value: async function () {
      return texts.get(this);
    },
  },
  json: {
    value: async function () {
      return JSON.parse(texts.get(this) ?? "");
    },
  },
  body: {
    get() {
      return again(this).body;
    },
  },
  bodyUsed: { value: false },
  arrayBuffer: /* @__PURE__ */ fromCopy("arrayBuffer"),
  blob: /* @__PURE__ */ fromCopy("blob"),
  bytes: /* @__PURE__ */ fromCopy("bytes"),
  clone: /* @__PURE__ */ fromCopy("clone"),
  formData: /* @__PURE__ */ fromCopy("formData"),
};

function fromCopy(
  method: "arrayBuffer" | "blob" | "bytes" | "clone" | "formData",
): PropertyDescriptor & ThisType<Response> {
  return {
    value() {
      return again(this)[method]();
    },
  };
}

/**
 * Reads each response, and sets its `ok` to false when the body is an error. It doesn't construct a new `Response`,
 * which would cost more than the signature.
 */
export function decided(send: typeof fetch): typeof fetch {
  return async (...call) => {
    const response = await send(...call);
    if (response.headers.get("content-length") === "0") return response;
    const text = await response.text().catch((error) => {
      throw connectionError("The request", error, secretsOfRequest(response));
    });
    texts.set(response, text);
    Object.defineProperties(response, READABLE);
    if (response.ok && errorOf(text, true)) Object.defineProperty(response, "ok", { value: false });
    return response;
  };
}

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
