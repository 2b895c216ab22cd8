import { CREDENTIAL_HEADERS } from "../gateway/authenticate.ts";
import { json } from "../http/answers.ts";
import { headerOf, type RawRequest, type RawResponse, splitTarget } from "../http/message.ts";

/** A part of the emulator that programs can read and change from outside. */
export interface AdminResource {
  read(): unknown;
  /** @param body - any JSON value @throws TypeError or RangeError if it is invalid */
  change(body: unknown): void;
}

export type AdminResources = Readonly<
  Record<"health" | "tasks" | "clock" | "faults" | "locks" | "state", AdminResource>
>;

const PREFIX = "/_emulator/";

/** Headers that only calls of the service have. */
const SERVICE_HEADERS: readonly string[] = [...CREDENTIAL_HEADERS, "x-sdk-date"];

/**
 * `GET` and `POST /_emulator/{health,tasks,clock,faults,locks,state}`, for programs in other languages. These paths don't exist for
 * calls of the service, signed or with a token, as in the real service, nor for callers from other machines. Pages in a
 * browser are refused, even if their host name resolves to this machine.
 *
 * @returns `undefined` if the request isn't for the admin
 */
export function createAdmin(resources: AdminResources): (request: RawRequest) => RawResponse | undefined {
  return (request) => {
    const { path } = splitTarget(request.target);
    if (!path.startsWith(PREFIX) || !isLoopback(request.remote)) return undefined;
    if (SERVICE_HEADERS.some((name) => headerOf(request, name) !== undefined)) return undefined;
    if (isFromPage(request)) return failure(403, "the admin refuses pages in a browser and names of other machines");
    const name = path.slice(PREFIX.length);
    const resource = Object.hasOwn(resources, name) ? resources[name as keyof AdminResources] : undefined;
    if (resource === undefined) return failure(404, `there is no ${name}, only ${Object.keys(resources).join(", ")}`);
    if (request.method === "GET") return json(200, resource.read());
    if (request.method !== "POST") return failure(405, "the admin takes GET and POST");
    return change(resource, request);
  };
}

function change(resource: AdminResource, request: RawRequest): RawResponse {
  // Browsers send forms to any host without asking. A form has another type.
  if (!/^application\/json\b/i.test(headerOf(request, "content-type") ?? "")) {
    return failure(415, "Content-Type must be application/json");
  }
  try {
    resource.change(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(request.body)));
  } catch (error) {
    return failure(400, error instanceof SyntaxError ? "the body isn't JSON" : (error as Error).message);
  }
  return json(200, resource.read());
}

function failure(status: number, reason: string): RawResponse {
  return json(status, { error: reason });
}

/** The names of this machine. Under any other name, a page could reach the admin through its own DNS. */
const OWN_HOST = /^(localhost|([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

function isFromPage(request: RawRequest): boolean {
  const host = headerOf(request, "host");
  const byBrowser = ["origin", "sec-fetch-site"].some((name) => headerOf(request, name) !== undefined);
  return byBrowser || (host !== undefined && !OWN_HOST.test(host));
}

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** Calls in the same process have no address. */
function isLoopback(remote: string | undefined): boolean {
  return remote === undefined || LOOPBACK.test(remote);
}
