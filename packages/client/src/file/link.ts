// Opens a download link, and decides which responses are a file or the rest of one.

import { CdnExportError, CorruptFileError } from "@cdn-export/api/base-error";
import { MAX_REDIRECTS } from "../base/constants.ts";
import { withDeadline } from "../base/with-deadline.ts";
import { retryAfter } from "../call/retry-after.ts";
import { NETWORK_ADVICE } from "../call/transport.ts";
import { TimeoutError } from "../errors/base.ts";
import { LinkExpiredError } from "../errors/file.ts";
import { type BodyReader, readAhead } from "./read-ahead.ts";

export interface LinkOptions {
  fetch: typeof fetch;
  signal: AbortSignal | undefined;
  /** How long the server may send nothing, in milliseconds. */
  timeoutMs: number;
  followRedirect: ((from: URL, to: URL) => boolean) | undefined;
}

/** The end of an earlier download. */
export interface ResumePoint {
  /** The number of bytes received. */
  bytes: number;
  /** The `Download.validator` they were received with. */
  validator: string;
}

/** A response whose body is a file or the rest of one. */
export interface OpenedLink {
  response: Response;
  /** Its body, which is already being read. */
  body: BodyReader;
  /** The offset of the first byte in the file. */
  start: number;
  /** The size of the whole file in bytes, if the server sends it. */
  total: number | undefined;
  /** The ETag, if it's strong: it identifies the exact bytes. Without one, a download can't resume. */
  validator: string | undefined;
}

/** Statuses of object storage for a link that is no longer valid. */
const EXPIRED_STATUSES = [401, 403, 404, 410];
const REDIRECTS = [301, 302, 303, 307, 308];
/** Content types of error responses of object storage. */
const PAGE = /^(text\/html|(text|application)\/(xhtml\+)?xml|application\/json)/i;

/**
 * Requests the file, or the rest after a resume point. If the file has changed or the server doesn't support range
 * requests, the response starts at byte 0.
 *
 * @throws LinkExpiredError when the caller should get a new link.
 */
export async function openLink(link: string, options: LinkOptions, from?: ResumePoint): Promise<OpenedLink> {
  let url = webAddress(link);
  for (let hops = 0; ; hops++) {
    const response = await request(url, options, from);
    const { status, headers } = response;
    if (isFile(response, from)) return openedLink(response, from);
    await response.body?.cancel().catch(() => {});
    // There are no bytes after the resume point: the earlier download was complete, or the file has changed.
    if (status === 416 && from) return openLink(link, options);
    const what = `The download from ${url.host} failed: HTTP ${status}`;
    const location = REDIRECTS.includes(status) ? headers.get("location") : null;
    if (location !== null && hops < MAX_REDIRECTS) {
      url = redirected(url, location, options.followRedirect, what);
      continue;
    }
    if (EXPIRED_STATUSES.includes(status))
      throw new LinkExpiredError("LINK_EXPIRED", what, { status, advice: "Export again" });
    // The status decides whether it's retried.
    if (status >= 400) throw new CdnExportError("NO_FILE", what, { status, retryAfterMs: retryAfter(headers) });
    throw new CorruptFileError("NO_FILE", `${what} without a file`, { status });
  }
}

function request(url: URL, { fetch, signal, timeoutMs }: LinkOptions, from?: ResumePoint): Promise<Response> {
  // Sends only these headers: the link contains its own permission, and must not get our credentials. `identity`,
  // because the length of a compressed response can't be checked. Browsers ignore it.
  const range = from && { range: `bytes=${from.bytes}-`, "if-range": from.validator };
  const headers = { "accept-encoding": "identity", ...range };
  const bounds = { what: "The download", signal, timeoutMs, onTimeout: () => stalledError(timeoutMs) };
  return withDeadline((signal) => fetch(url.href, { redirect: "manual", signal, headers }), bounds);
}

function isFile({ status, headers, body }: Response, from: ResumePoint | undefined): boolean {
  if (!body || PAGE.test(headers.get("content-type") ?? "")) return false;
  return status === 200 || (status === 206 && from !== undefined);
}

function openedLink(response: Response, from: ResumePoint | undefined): OpenedLink {
  const { status, headers } = response;
  const etag = headers.get("etag");
  // The headers describe the encoded body, not the decoded one.
  const isPlain = !headers.has("content-encoding");
  const validator = isPlain && etag !== null && /^"[^"]*"$/.test(etag) ? etag : undefined;
  if (status === 200 || !from) {
    const length = headers.get("content-length");
    const total = isPlain && length !== null ? Number(length) : undefined;
    return { response, body: readAhead(response, total), start: 0, total, validator };
  }
  const [, start, total] = /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? [];
  if (Number(start) !== from.bytes || etag !== from.validator) {
    response.body?.cancel().catch(() => {});
    throw new CorruptFileError("WRONG_RANGE", "The server sent a different part of the file than requested", {
      advice: "Download it again",
    });
  }
  const body = readAhead(response, Number(total) - from.bytes);
  return { response, body, start: from.bytes, total: Number(total), validator: from.validator };
}

/** The target of a redirect. @throws CorruptFileError when it may not be followed. */
function redirected(
  from: URL,
  location: string,
  follow: LinkOptions["followRedirect"] = isSameHost,
  what: string,
): URL {
  const to = webAddress(URL.canParse(location, from.href) ? new URL(location, from).href : "");
  // Only `true`: an async function returns a promise, which is truthy.
  if (follow(from, to) === true) return to;
  throw new CorruptFileError("REDIRECTED", `${what}, a redirect to ${to.protocol}//${to.host}, which isn't followed`, {
    advice: "Allow it with the option followRedirect if the file may come from there",
  });
}

function isSameHost(from: URL, to: URL): boolean {
  return to.host === from.host && (to.protocol === from.protocol || to.protocol === "https:");
}

/** Parses a link. Its errors don't repeat the link, which is a secret. */
function webAddress(link: string): URL {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
  throw new CorruptFileError("BAD_LINK", "The service returned a download link that isn't a plain http(s) URL");
}

export function stalledError(timeoutMs: number): TimeoutError {
  return new TimeoutError("TIMEOUT", `The download stalled for ${timeoutMs / 1000} s`, { advice: NETWORK_ADVICE });
}
