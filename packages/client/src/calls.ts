// The two calls that a job is made of: typed results, errors of the family, the server's time.
import type { ExportTaskList, ExportTaskRequest, operations } from "@cdn-export/api";
import type { Api } from "./api.ts";
import { ApiError, type ErrorDetails, SignatureError, ThrottledError, UnexpectedAnswerError } from "./errors.ts";
import { errorOf } from "./outcome.ts";

const PATH = "/v1/cdn/statistics/export-tasks";

export interface Answer<T> {
  data: T;
  /** The answer's `Date` header in milliseconds since the epoch; whole seconds. */
  serverTime: number | undefined;
  requestId: string | undefined;
}

export type ListQuery = NonNullable<operations["listExportTasks"]["parameters"]["query"]>;

export interface Calls {
  /** `data` is whatever the body held: nothing is documented. */
  createTask(request: ExportTaskRequest, signal: AbortSignal): Promise<Answer<unknown>>;
  listTasks(query: ListQuery, signal: AbortSignal | undefined): Promise<Answer<ExportTaskList>>;
}

export function createCalls(api: Api): Calls {
  return {
    createTask: async (body, signal) => answer("createExportTask", api.POST(PATH, { body, signal })),
    listTasks: async (query, signal) => {
      const listed = await answer<ExportTaskList | undefined>(
        "listExportTasks",
        api.GET(PATH, { params: { query }, ...(signal && { signal }) }),
      );
      return { ...listed, data: listed.data ?? {} };
    },
  };
}

interface Result {
  data?: unknown;
  error?: unknown;
  response: Response;
}

async function answer<T>(operation: string, call: Promise<Result>): Promise<Answer<T>> {
  const { data, error, response } = await call.catch((reason) => {
    throw reason instanceof SyntaxError
      ? new UnexpectedAnswerError("UNEXPECTED_ANSWER", `${operation} was answered with something else than JSON`, {
          cause: reason,
        })
      : reason;
  });
  const requestId = response.headers.get("x-request-id") ?? undefined;
  if (!response.ok) throw await refusal(operation, error, response, requestId);
  const date = Date.parse(response.headers.get("date") ?? "");
  return { data: data as T, requestId, serverTime: Number.isNaN(date) ? undefined : date };
}

async function refusal(operation: string, body: unknown, { status, headers }: Response, requestId: string | undefined) {
  const error = errorOf(body);
  if (!error) {
    const what = status >= 300 && status < 400 ? "a redirect, which a signed request must not follow" : "no error code";
    return new UnexpectedAnswerError("UNEXPECTED_ANSWER", `${operation} was answered with HTTP ${status} and ${what}`, {
      status,
      requestId,
    });
  }
  // The catalogue is as large as the client, and only needed now.
  const { lookUp } = await import("@cdn-export/api/errors");
  const retryAfterMs = Number(headers.get("retry-after") ?? Number.NaN) * 1000 || undefined;
  const details: ErrorDetails = { status, requestId, advice: lookUp(error.code)?.advice, retryAfterMs };
  const message = `${operation} failed: HTTP ${status}, ${error.code}, ${redact(error.message)}`;
  if (status === 401) return new SignatureError(error.code, message, details);
  if (status === 429 || error.code.endsWith(".0308")) return new ThrottledError(error.code, message, details);
  return new ApiError(error.code, message, details);
}

/** The gateway prints the headers that it was sent, tokens included. */
function redact(message: string): string {
  return message.replace(/(x-(?:security|auth|subject)-token:)[^|\s]*/gi, "$1***");
}
