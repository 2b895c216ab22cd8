import { CREDENTIAL_HEADERS } from "../gateway/authenticate.ts";
import { json } from "../http/answers.ts";
import { headerOf, type RawRequest, type RawResponse, splitTarget } from "../http/message.ts";

/** One thing that can be looked at and changed from outside. Changes throw TypeError or RangeError on what makes no sense. */
export interface AdminResource {
  read(): unknown;
  /** `body` is whatever JSON came. */
  change(body: unknown): void;
}

export type AdminResources = Readonly<Record<"tasks" | "clock" | "faults" | "locks" | "state", AdminResource>>;

const PREFIX = "/_emulator/";

/** What only calls of the service carry. */
const SERVICE_HEADERS: readonly string[] = [...CREDENTIAL_HEADERS, "x-sdk-date"];

/**
 * `GET` and `POST /_emulator/{tasks,clock,faults,locks,state}`, for programs in other languages. To a call of the service, signed
 * or with a token, these paths do not exist, just as in the real one; nor to callers from other machines. A page in a
 * browser is refused, whatever name it gives this machine.
 *
 * @returns nothing when the request is not for the admin: it then goes the way of all others
 */
export function createAdmin(resources: AdminResources): (request: RawRequest) => RawResponse | undefined {
  return (request) => {
    const { path } = splitTarget(request.target);
    if (!path.startsWith(PREFIX) || !isLoopback(request.remote)) return undefined;
    if (SERVICE_HEADERS.some((name) => headerOf(request, name) !== undefined)) return undefined;
    if (isFromPage(request)) return failure(403, "the admin is not for pages in a browser, nor under other names");
    const name = path.slice(PREFIX.length);
    const resource = Object.hasOwn(resources, name) ? resources[name as keyof AdminResources] : undefined;
    if (resource === undefined) return failure(404, `there are ${Object.keys(resources).join(", ")}, no ${name}`);
    if (request.method === "GET") return json(200, resource.read());
    if (request.method !== "POST") return failure(405, "the admin takes GET and POST");
    return change(resource, request);
  };
}

function change(resource: AdminResource, request: RawRequest): RawResponse {
  // A form, which a browser sends anywhere without asking, has another type.
  if (!/^application\/json\b/i.test(headerOf(request, "content-type") ?? "")) {
    return failure(415, "Content-Type must be application/json");
  }
  try {
    resource.change(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(request.body)));
  } catch (error) {
    return failure(400, error instanceof SyntaxError ? "the body is not JSON" : (error as Error).message);
  }
  return json(200, resource.read());
}

function failure(status: number, reason: string): RawResponse {
  return json(status, { error: reason });
}

/** A name of this machine; any other may be a page's attempt to get in under its own name. */
const OWN_HOST = /^(localhost|([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

function isFromPage(request: RawRequest): boolean {
  const host = headerOf(request, "host");
  const byBrowser = ["origin", "sec-fetch-site"].some((name) => headerOf(request, name) !== undefined);
  return byBrowser || (host !== undefined && !OWN_HOST.test(host));
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Calls in process come from nowhere else. */
function isLoopback(remote: string | undefined): boolean {
  return remote === undefined || LOOPBACK.test(remote);
}
