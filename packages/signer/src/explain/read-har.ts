import type { RawAnswer } from "./answer.ts";
import type { ExplainedRequest } from "./our-parts.ts";

/** The part of a HAR file that is read. Files may be incomplete. */
interface HarEntry {
  readonly request?: HarRequest;
  readonly response?: {
    readonly status: number;
    readonly headers?: readonly HarHeader[];
    readonly content?: { readonly text?: string; readonly encoding?: string };
  };
}

interface HarRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: readonly HarHeader[];
  readonly postData?: { readonly text?: string };
}

interface HarHeader {
  readonly name: string;
  readonly value: string;
}

/**
 * Reads the first 401 in a HAR file, otherwise the last error, otherwise the last entry. Returns `undefined` for a value
 * that isn't HAR.
 */
export function readHar(value: unknown): RawAnswer | undefined {
  const entries = (value as { log?: { entries?: readonly (HarEntry | null)[] } } | null)?.log?.entries;
  if (!Array.isArray(entries)) return undefined;
  const failed = entries.filter((entry) => entry?.response?.status >= 400);
  const { request, response }: HarEntry =
    failed.find((entry) => entry.response.status === 401) ?? failed.at(-1) ?? entries.at(-1) ?? {};
  const { text, encoding } = response?.content ?? {};
  return {
    body: encoding === "base64" ? fromBase64(text) : text,
    status: response?.status,
    date: recordOf(response?.headers).date,
    request: request && signedRequest(request),
  };
}

/** Returns `undefined` if the browser left out the signature. */
function signedRequest({ method, url, headers: sent, postData }: HarRequest): ExplainedRequest | undefined {
  const headers = recordOf(sent);
  if (headers.authorization === undefined || !URL.canParse(url)) return undefined;
  return { method, url, headers, body: postData?.text };
}

/** Without HTTP/2's pseudo headers, such as `:authority`. */
function recordOf(headers: readonly HarHeader[] = []): Record<string, string> {
  return Object.fromEntries(
    headers
      .filter((header) => header?.name?.startsWith(":") === false)
      .map(({ name, value }) => [name.toLowerCase(), value]),
  );
}

function fromBase64(text = ""): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(text), (char) => char.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
