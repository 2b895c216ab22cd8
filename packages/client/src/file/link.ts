// Opens a download link: which answers are a file, or the rest of one.

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
  /** How long the server may be silent. */
  timeoutMs: number;
  followRedirect: ((from: URL, to: URL) => boolean) | undefined;
}

/** Where an earlier download stopped. */
export interface ResumePoint {
  /** How many bytes are there. */
  bytes: number;
  /** The ETag of the version that they are of. */
  validator: string;
}

/** A file whose bytes are about to come. */
export interface OpenedLink {
  response: Response;
  /** Its body, which is being read already. */
  body: BodyReader;
  /** Which byte of the file comes first. */
  start: number;
  /** Bytes of the whole file, where the server tells. */
  total: number | undefined;
  /** The ETag, if it tells one version from another byte by byte; without one, nothing can be resumed. */
  validator: string | undefined;
}

/** Statuses with which object storage answers a link that is no longer valid. */
const EXPIRED_STATUSES = [401, 403, 404, 410];
const REDIRECTS = [301, 302, 303, 307, 308];
/** What a store sends in place of a file. */
const PAGE = /^(text\/html|(text|application)\/(xhtml\+)?xml|application\/json)/i;

/**
 * Asks for the file, or for what follows a resume point; when the file is another one by now, or the server knows no
 * ranges, it comes from its start.
 *
 * @throws LinkExpiredError, so that the caller can get a new link.
 */
export async function openLink(link: string, options: LinkOptions, from?: ResumePoint): Promise<OpenedLink> {
  let url = webAddress(link);
  for (let hops = 0; ; hops++) {
    const response = await request(url, options, from);
    const { status, headers } = response;
    if (isFile(response, from)) return opened(response, from);
    await response.body?.cancel().catch(() => {});
    // There is no rest: the part is all of the file, or of another one.
    if (status === 416 && from) return openLink(link, options);
    const what = `The download link of ${url.host} was answered with HTTP ${status}`;
    const location = REDIRECTS.includes(status) ? headers.get("location") : null;
    if (location !== null && hops < MAX_REDIRECTS) {
      url = redirected(url, location, options.followRedirect, what);
      continue;
    }
    if (EXPIRED_STATUSES.includes(status))
      throw new LinkExpiredError("LINK_EXPIRED", what, { status, advice: "Export again" });
    // A server's trouble has the status in it, and is retried.
    if (status >= 400) throw new CdnExportError("NO_FILE", what, { status, retryAfterMs: retryAfter(headers) });
    throw new CorruptFileError("NO_FILE", `${what} and no file`, { status });
  }
}

function request(url: URL, { fetch, signal, timeoutMs }: LinkOptions, from?: ResumePoint): Promise<Response> {
  // No header of ours but these: the link carries its own permission, and must get none of our keys. Of bytes that are
  // packed for the way nobody can tell whether they are all; a browser asks for what it likes.
  const range = from && { range: `bytes=${from.bytes}-`, "if-range": from.validator };
  const headers = { "accept-encoding": "identity", ...range };
  const bounds = { what: "The download", signal, timeoutMs, onTimeout: () => stalledError(timeoutMs) };
  return withDeadline((signal) => fetch(url.href, { redirect: "manual", signal, headers }), bounds);
}

function isFile({ status, headers, body }: Response, from: ResumePoint | undefined): boolean {
  if (!body || PAGE.test(headers.get("content-type") ?? "")) return false;
  return status === 200 || (status === 206 && from !== undefined);
}

function opened(response: Response, from: ResumePoint | undefined): OpenedLink {
  const { status, headers } = response;
  const etag = headers.get("etag");
  // A decoded body has other bytes than its header tells of.
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
    throw new CorruptFileError("WRONG_RANGE", "The server gave another part of the file than it was asked for", {
      advice: "Download it again",
    });
  }
  const body = readAhead(response, Number(total) - from.bytes);
  return { response, body, start: from.bytes, total: Number(total), validator: from.validator };
}

/** Where a redirect leads, if one may go there. */
function redirected(
  from: URL,
  location: string,
  follow: LinkOptions["followRedirect"] = isSameHost,
  what: string,
): URL {
  const to = webAddress(URL.canParse(location, from.href) ? new URL(location, from).href : "");
  // A promise says nothing yet.
  if (follow(from, to) === true) return to;
  throw new CorruptFileError(
    "REDIRECTED",
    `${what} and leads to ${to.protocol}//${to.host}, where it is not followed`,
    {
      advice: "Say so with the option followRedirect, if the file may come from there",
    },
  );
}

function isSameHost(from: URL, to: URL): boolean {
  return to.host === from.host && (to.protocol === from.protocol || to.protocol === "https:");
}

/** The link as a URL; what is wrong with it is said without repeating it. */
function webAddress(link: string): URL {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
  throw new CorruptFileError("BAD_LINK", "The service gave a download link that is no plain web address");
}

export function stalledError(timeoutMs: number): TimeoutError {
  return new TimeoutError("TIMEOUT", `The download stood still for ${timeoutMs / 1000} s`, { advice: NETWORK_ADVICE });
}
