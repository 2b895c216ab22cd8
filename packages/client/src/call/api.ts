// The typed API: openapi-fetch over a signed fetch. The only file that imports openapi-fetch.
import type { paths } from "@cdn-export/api";
import createClient, { type Client, type FetchOptions, type FetchResponse, type ParseAs } from "openapi-fetch";
import { withDeadline } from "../base/with-deadline.ts";
import { TimeoutError } from "../errors/base.ts";
import { NETWORK_ADVICE, whatOf } from "./transport.ts";

/**
 * Every operation of the spec, typed: `api.GET(path, init)`, `api.POST(path, init)`. A refusal is in `error`, also with
 * HTTP 200. Middleware may change the headers of its request, not replace it.
 */
export type Api = NamedBodies<paths>;

export interface ApiOptions {
  baseUrl: string;
  /** See chain.ts. */
  fetch: typeof fetch;
  callTimeoutMs: number;
}

export function createApi({ baseUrl, fetch, callTimeoutMs }: ApiOptions): Api {
  const client = createClient<paths>({
    baseUrl,
    Request: Call as unknown as typeof Request,
    // openapi-fetch hands over what its Request option made: a Call.
    fetch: (call) => send(call as unknown as Call, fetch, callTimeoutMs),
  });
  // The same calls, typed otherwise.
  return client as unknown as Api;
}

/**
 * What openapi-fetch asks for. A real `Request` would hide the body's text, which the signature needs, behind a clone;
 * a subclass of it at module level costs 50 ms of import on Node.
 */
class Call {
  readonly url: string;
  readonly method: string;
  readonly headers: HeadersInit;
  readonly body: BodyInit | null | undefined;
  readonly signal: AbortSignal | null | undefined;

  constructor(url: string, { method, headers, body, signal }: RequestInit) {
    this.url = url;
    this.method = method ?? "GET";
    this.headers = headers ?? {};
    this.body = body;
    this.signal = signal;
  }
}

function send(
  { url, method, headers, body, signal }: Call,
  fetch: typeof globalThis.fetch,
  timeoutMs: number,
): Promise<Response> {
  const init: RequestInit = { method, headers, redirect: "manual", ...(body != null && { body }) };
  const what = whatOf(url, init);
  const onTimeout = () =>
    new TimeoutError("TIMEOUT", `${what} gave no answer within ${timeoutMs / 1000} s`, { advice: NETWORK_ADVICE });
  return withDeadline((signal) => fetch(url, { ...init, signal }), { what, signal, timeoutMs, onTimeout });
}

/**
 * openapi-fetch's client with calls that keep the names of their bodies' types. It builds each body anew, without a name,
 * and a compiler's message about one field then prints all of them.
 */
type NamedBodies<Paths extends object> = Omit<Client<Paths>, Uppercase<BodyMethod>> & {
  [Method in BodyMethod as Uppercase<Method>]: MethodCall<Paths, Method>;
};

type BodyMethod = "post" | "put" | "patch" | "delete";

type MethodCall<Paths, Method extends BodyMethod> = <
  Path extends PathsWith<Paths, Method>,
  As extends ParseAs = "json",
>(
  path: Path,
  ...init: Init<Options<OperationOf<Paths[Path], Method>, As>>
) => Promise<FetchResponse<OperationOf<Paths[Path], Method>, { parseAs: As }, `${string}/${string}`>>;

type PathsWith<Paths, Method extends BodyMethod> = {
  [Path in keyof Paths]: Paths[Path] extends Record<Method, object> ? Path : never;
}[keyof Paths];

type OperationOf<Item, Method extends BodyMethod> =
  Item extends Record<Method, infer Operation extends object> ? Operation & Record<string | number, unknown> : never;

type Options<Operation, As> = Omit<FetchOptions<Operation>, "body" | "parseAs"> & Body<Operation> & { parseAs?: As };

type Body<Operation> = Operation extends { requestBody: Json<infer Content> }
  ? { body: Content }
  : Operation extends { requestBody?: Json<infer Content> }
    ? { body?: Content }
    : { body?: never };

interface Json<Content> {
  content: { "application/json": Content };
}

/** The options may be left out when none of them is required. */
type Init<Options> = Partial<Options> extends Options ? [init?: Options] : [init: Options];
