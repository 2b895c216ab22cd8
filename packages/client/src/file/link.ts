// Opens a download link, and decides which responses are a file or the rest of one.

import { type CdnExportError, CorruptFileError } from "@cdn-export/api/base-error";
import { MAX_REDIRECTS } from "../base/constants.ts";
import { withDeadline } from "../base/with-deadline.ts";
import { retryAfter } from "../call/retry-after.ts";
import { NETWORK_ADVICE, proxyError } from "../call/transport.ts";
import { TimeoutError } from "../errors/base.ts";
import { LinkExpiredError } from "../errors/file.ts";
import { type BodyReader, readAhead } from "./read-ahead.ts";

export interface LinkOptions {
  fetch: typeof fetch;
  signal: AbortSignal | undefined;
  /** How long the server may send nothing, in milliseconds. */
  stallTimeoutMs: number;
  followRedirect: ((from: URL, to: URL) => boolean) | undefined;
}

/** The end of an earlier download. */
export interface ResumePoint {
  /** The number of bytes received. */
  bytes: number;
  /** The `Download.validator` they were received with. */
  validator: string;
  /** The size of the whole file in bytes, if it is known: a part of a file of another size isn't accepted. */
  total?: number | undefined;
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

const REDIRECTS = [301, 302, 303, 307, 308];
/** The server asks for a later try with these, and with 5xx. */
const TEMPORARY = [408, 425, 429];
/** Content types of error responses of object storage. */
const PAGE = /^(text\/html|(text|application)\/(xhtml\+)?xml|application\/json)/i;

/**
 * Requests the file, or the rest after a resume point. The table in the README has every response and what it leads to.
 * If the server can't send the rest of the same file, the response starts at byte 0.
 *
 * @throws LinkExpiredError when the caller should get a new link.
 */
export async function openLink(link: string, options: LinkOptions, from?: ResumePoint): Promise<OpenedLink> {
  let url = webAddress(link);
  for (let hops = 0; ; hops++) {
    const response = await request(url, options, from);
    const { status, headers } = response;
    if (isWhole(response)) return wholeFile(response);
    if (from && isRest(response, from)) return restOfFile(response, from);
    await response.body?.cancel().catch(() => {});
    // Another part than requested, a changed file, or nothing after the resume point.
    if (from && [206, 412, 416].includes(status)) return openLink(link, options);
    const location = REDIRECTS.includes(status) ? headers.get("location") : null;
    if (location === null || hops >= MAX_REDIRECTS) throw noFileError(url, response);
    url = redirected(url, location, options.followRedirect, status);
  }
}

function failure(url: URL, status: number): string {
  return `The download from ${url.host} failed: HTTP ${status}`;
}

/** The error for a response without a file. */
function noFileError(url: URL, { status, headers }: Response): CdnExportError {
  if (status === 407) return proxyError("The download", status);
  const message = failure(url, status);
  if (status >= 400 && status < 500 && !TEMPORARY.includes(status))
    return new LinkExpiredError("LINK_EXPIRED", message, { status, advice: "Export again" });
  const details = { status, retryAfterMs: retryAfter(headers) };
  return new CorruptFileError("NO_FILE", status >= 400 ? message : `${message} without a file`, details);
}

function request(
  url: URL,
  { fetch, signal, stallTimeoutMs: timeoutMs }: LinkOptions,
  from?: ResumePoint,
): Promise<Response> {
  // Sends only these headers: the link contains its own permission, and must not get our credentials. `identity`,
  // because the length of a compressed response can't be checked. Browsers ignore it.
  const range = from && { range: `bytes=${from.bytes}-`, "if-range": from.validator };
  const headers = { "accept-encoding": "identity", ...range };
  const bounds = { what: "The download", signal, timeoutMs, onTimeout: () => stalledError(timeoutMs) };
  return withDeadline((signal) => fetch(url.href, { redirect: "manual", signal, headers }), bounds);
}

function isWhole({ status, headers, body }: Response): boolean {
  return status === 200 && body !== null && !PAGE.test(headers.get("content-type") ?? "");
}

/** The ETag, if it's strong and describes the bytes: with a content encoding, it describes the encoded ones. */
function validatorOf({ headers }: Response): string | undefined {
  const etag = headers.get("etag");
  return etag !== null && /^"[^"]*"$/.test(etag) && !headers.has("content-encoding") ? etag : undefined;
}

function wholeFile(response: Response): OpenedLink {
  const { headers } = response;
  const length = headers.has("content-encoding") ? null : headers.get("content-length");
  const total = length === null ? undefined : Number(length);
  return { response, body: readAhead(response, total), start: 0, total, validator: validatorOf(response) };
}

/** The start and the size of the whole file in a response with a part of it. */
function rangeOf({ headers }: Response): number[] {
  return (/^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? []).slice(1).map(Number);
}

function isRest(response: Response, { bytes, validator, total }: ResumePoint): boolean {
  const { status, body } = response;
  const [start, size] = rangeOf(response);
  return (
    status === 206 &&
    body !== null &&
    start === bytes &&
    size === (total ?? size) &&
    validatorOf(response) === validator
  );
}

function restOfFile(response: Response, { bytes, validator }: ResumePoint): OpenedLink {
  const total = Number(rangeOf(response)[1]);
  return { response, body: readAhead(response, total - bytes), start: bytes, total, validator };
}

/** The target of a redirect. @throws CorruptFileError when it may not be followed. */
function redirected(
  from: URL,
  location: string,
  follow: LinkOptions["followRedirect"] = isSameHost,
  status: number,
): URL {
  const to = webAddress(URL.canParse(location, from.href) ? new URL(location, from).href : "");
  // Only `true`: an async function returns a promise, which is truthy.
  if (follow(from, to) === true) return to;
  const where = `${to.protocol}//${to.host}`;
  throw new CorruptFileError("REDIRECTED", `${failure(from, status)}, a redirect to ${where}, which isn't followed`, {
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
