// The typed API: openapi-fetch over a signed fetch. The only file that imports openapi-fetch.
import type { paths } from "@cdn-export/api";
import { asSpecified } from "@cdn-export/api/calls";
import createClient, { type Client, type FetchOptions, type FetchResponse, type ParseAs } from "openapi-fetch";
import { withDeadline } from "../base/with-deadline.ts";
import { TimeoutError } from "../errors/base.ts";
import { NETWORK_ADVICE } from "./transport.ts";

/**
 * Every operation of the spec, typed: `api.GET(path, init)`, `api.POST(path, init)`. The result has `data` or `error`;
 * an error response with HTTP 200 is in `error`, too. Middleware may change the request's headers, but not replace the
 * request.
 *
 * @example
 * const params = { query: { limit: 10 } };
 * const { data, error, response } = await cdn.api.GET("/v1/cdn/statistics/export-tasks", { params });
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
    // openapi-fetch passes what its Request option constructs: a Call.
    fetch: (call) => send(call as unknown as Call, fetch, callTimeoutMs),
  });
  // The same calls, with other types.
  return asSpecified(client) as unknown as Api;
}

/**
 * The request that openapi-fetch constructs. The signature needs the body's text, and a real `Request` would need a
 * clone to read it. A subclass of `Request` at module level costs 50 ms of import on Node.
 */
class Call {
  declare readonly url: string;
  declare readonly method: string;
  declare readonly signal?: AbortSignal | null;

  constructor(url: string, init: RequestInit) {
    Object.assign(this, init, { url });
  }
}

function send({ url, signal, ...init }: Call, fetch: typeof globalThis.fetch, timeoutMs: number): Promise<Response> {
  const what = `${init.method} ${new URL(url).host}`;
  const onTimeout = () =>
    new TimeoutError("TIMEOUT", `${what} got no response within ${timeoutMs / 1000} s`, { advice: NETWORK_ADVICE });
  const work = (signal: AbortSignal) => fetch(url, { ...init, redirect: "manual", signal });
  return withDeadline(work, { what, signal, timeoutMs, onTimeout });
}

/**
 * openapi-fetch's client, with calls that keep the type names of their bodies. openapi-fetch builds each body as an
 * anonymous type, so a compiler error about one field would print all of them.
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

/** The options are optional when none of them is required. */
type Init<Options> = Partial<Options> extends Options ? [init?: Options] : [init: Options];
