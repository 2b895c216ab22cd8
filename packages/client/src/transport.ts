import { CdnExportError, ConnectionError } from "./errors.ts";
import { type Hooks, type SentRequest, tell } from "./hooks.ts";

export interface TransportOptions extends Hooks {
  /** What is sent, for messages. */
  what: string;
  fetch: typeof globalThis.fetch | undefined;
  now: () => number;
  /** What an observer may see of a URL. */
  show: (url: string) => string;
}

/**
 * The fetch below the signature, with every failure of its as a ConnectionError: the request may have arrived. What fails
 * above it (credentials, signing) stays as it is, and is known to have sent nothing.
 */
export function createTransport({
  what,
  fetch,
  now,
  show,
  onRequest,
  onResponse,
}: TransportOptions): typeof globalThis.fetch {
  return async (input, init) => {
    const startedAt = now();
    const request: SentRequest = { method: init?.method ?? "GET", url: show(String(input)), startedAt };
    tell(onRequest, request);
    try {
      // The global is looked up at each call.
      const response = await hearing(what, () => (fetch ?? globalThis.fetch)(input, init));
      const { status, headers } = response;
      const requestId = headers.get("x-request-id") ?? undefined;
      tell(onResponse, { request, status, requestId, elapsedMs: now() - startedAt });
      return response;
    } catch (error) {
      tell(onResponse, { request, error: error as CdnExportError, elapsedMs: now() - startedAt });
      throw error;
    }
  };
}

/** Runs what listens to a server. */
export async function hearing<T>(what: string, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    throw connectionError(what, error);
  }
}

/** A failure to reach a server, or to hear it out. Its text is not repeated: fetch writes URLs and headers into it. */
export function connectionError(what: string, error: unknown): CdnExportError {
  if (error instanceof CdnExportError) return error;
  return new ConnectionError("CONNECTION", `${what} failed: ${codeOf(error)}`, {
    advice: "Check the endpoint and the network",
    cause: error,
  });
}

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: { code?: unknown }; name?: unknown };
  const found = cause?.code ?? code;
  return typeof found === "string" ? found : `no answer (${String(name)})`;
}
