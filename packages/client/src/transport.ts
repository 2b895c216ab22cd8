import { CdnExportError, ConnectionError } from "./errors.ts";

/**
 * The fetch below the signature, with every failure of its as a ConnectionError: the request may have arrived. What fails
 * above it (credentials, signing) stays as it is, and is known to have sent nothing.
 */
export function createTransport(fetch: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  // The global is looked up at each call.
  return (input, init) => hearing("The request", async () => (fetch ?? globalThis.fetch)(input, init));
}

/** Runs what listens to a server. The text of a failure is not repeated: fetch writes URLs and headers into it. */
export async function hearing<T>(what: string, listen: () => Promise<T>): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    if (error instanceof CdnExportError) throw error;
    throw new ConnectionError("CONNECTION", `${what} failed: ${codeOf(error)}`, {
      advice: "Check the endpoint and the network",
      cause: error,
    });
  }
}

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: { code?: unknown }; name?: unknown };
  const found = cause?.code ?? code;
  return typeof found === "string" ? found : `no answer (${String(name)})`;
}
