// The two calls of a job: typed results, errors as a `CdnExportError`, the server's time.
import type { ExportTask, ExportTaskRequest, operations } from "@cdn-export/api";
import type { ErrorDetails } from "@cdn-export/api/base-error";
import { maskSecrets } from "@cdn-export/signer";
import { fingerprint } from "../base/hash.ts";
import { ApiError, SignatureError, ThrottledError, UnexpectedAnswerError } from "../errors/call.ts";
import type { Api } from "./api.ts";
import { errorOf } from "./outcome.ts";
import { retryAfter, timeOf } from "./retry-after.ts";
import { proxyError, requestIdOf, requestOf, secretsOfRequest } from "./transport.ts";

const PATH = "/v1/cdn/statistics/export-tasks";

export interface Answer<T> {
  data: T;
  /** The response's `Date` header in milliseconds since the epoch. Its precision is one second. */
  serverTime: number | undefined;
  requestId: string | undefined;
  /** A fingerprint of the endpoint and the AK, if the call was signed with one. */
  account: string | undefined;
}

export interface TaskPage extends Answer<ExportTask[]> {
  /** How many tasks there are, if the list says so. */
  total: number | undefined;
}

export type ListQuery = NonNullable<operations["listExportTasks"]["parameters"]["query"]>;

export interface Calls {
  /** How many create calls were sent so far, including those sent through the client's `api`. */
  createsSent(): number;
  /** `data` is the task's ID, if the body has one. The body is undocumented. */
  createTask(request: ExportTaskRequest, signal: AbortSignal): Promise<Answer<string | undefined>>;
  listTasks(query: ListQuery, signal: AbortSignal | undefined): Promise<TaskPage>;
}

export function createCalls(api: Api, createsSent: () => number): Calls {
  return {
    createsSent,
    async createTask(body, signal) {
      const created = await answer("createExportTask", api.POST(PATH, { body, signal }));
      return { ...created, data: idIn(created.data) };
    },
    async listTasks(query, signal) {
      const listed = await answer("listExportTasks", api.GET(PATH, { params: { query }, ...(signal && { signal }) }));
      const { total } = Object(listed.data) as { total?: unknown };
      return { ...listed, data: tasksIn(listed.data), total: typeof total === "number" ? total : undefined };
    },
  };
}

function idIn(body: unknown): string | undefined {
  const id = (body as { task_id?: unknown } | null | undefined)?.task_id;
  return (typeof id === "string" && id !== "") || typeof id === "number" ? String(id) : undefined;
}

/**
 * Skips items that aren't tasks. The documentation promises little about the list, but a body without one is an error.
 */
function tasksIn(body: unknown): ExportTask[] {
  const { data, total } = Object(body) as { data?: unknown; total?: unknown };
  // The body of an account without tasks may lack the list.
  const list = data ?? (body === Object(body) && (total ?? 0) === 0 ? [] : undefined);
  if (!Array.isArray(list))
    throw new UnexpectedAnswerError("UNEXPECTED_ANSWER", "The response to listExportTasks has no list");
  return list
    .filter((task) => typeof task === "object" && task !== null)
    .map((task) => (typeof task.task_id === "number" ? { ...task, task_id: String(task.task_id) } : task));
}

interface Result {
  data?: unknown;
  error?: unknown;
  response: Response;
}

async function answer(operation: string, call: Promise<Result>): Promise<Answer<unknown>> {
  const { data, error, response } = await call.catch((reason) => {
    if (!(reason instanceof SyntaxError)) throw reason;
    // The parser's message repeats the response.
    throw new UnexpectedAnswerError("UNEXPECTED_ANSWER", `The response to ${operation} isn't JSON`);
  });
  const requestId = requestIdOf(response);
  if (!response.ok) throw await refusal(operation, error ?? data, response, requestId);
  return {
    data,
    requestId,
    serverTime: timeOf(response.headers.get("date")),
    account: accountOf(response),
  };
}

/** `undefined` without an AK. */
function accountOf(response: Response): string | undefined {
  const { headers, url = "" } = requestOf(response) ?? {};
  const [, ak] = /Access=([^,\s]+)/.exec(new Headers(headers).get("authorization") ?? "") ?? [];
  return ak === undefined ? undefined : fingerprint(`${new URL(url).host} ${ak}`);
}

async function refusal(operation: string, body: unknown, response: Response, requestId: string | undefined) {
  const { status, headers } = response;
  // A 401 is an error whatever its body says: the next one may lock the key.
  const error =
    errorOf(body, status < 300) ?? (status === 401 ? { code: "NO_CODE", message: "no error code" } : undefined);
  if (status === 407) return proxyError(operation, status);
  if (!error) {
    const what = status >= 300 && status < 400 ? "a redirect, which a signed request must not follow" : "no error code";
    const message = `${operation} got HTTP ${status} and ${what}`;
    const details = { status, requestId, retryAfterMs: retryAfter(headers) };
    if (status === 429) return new ThrottledError("THROTTLED", message, details);
    return new UnexpectedAnswerError("UNEXPECTED_ANSWER", message, details);
  }
  const secrets = secretsOfRequest(response);
  // Loaded on demand: the catalogue of error codes is as large as the client.
  const advice = await import("@cdn-export/api/advice")
    .then(({ adviceOf }) => adviceOf(error.code))
    // A page that is older than its server may not find the chunk: the service's own message is enough.
    .catch(() => undefined);
  const details: ErrorDetails = {
    status,
    requestId,
    advice,
    retryAfterMs: retryAfter(headers),
  };
  const code = cleanText(error.code, secrets);
  const message = `${operation} failed: HTTP ${status}, ${code}, ${cleanText(error.message, secrets)}`;
  if (status === 401) {
    const explain: SignatureError["explain"] = async () =>
      (await import("./explain.ts")).explainRefusal(body, response);
    const signatureError = new SignatureError(code, `${message}; \`await error.explain()\` says why`, details);
    // Not enumerable: a logged error shows only its data.
    return Object.defineProperty(signatureError, "explain", { value: explain });
  }
  if (status === 429 || code.endsWith(".0308")) return new ThrottledError(code, message, details);
  return new ApiError(code, message, details);
}

const MAX_TEXT = 600;

/** A server's text on one line, without the tokens that the gateway prints together with a request's headers. */
function cleanText(text: string, secrets: readonly string[]): string {
  return maskSecrets(text, secrets)
    .replace(/(x-(?:security|auth|subject)-token"?\s*[:=]\s*"?)[^|\s,"]*/gi, "$1***")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .slice(0, MAX_TEXT);
}
