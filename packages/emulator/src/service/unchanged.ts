import { headerOf, type RawRequest } from "../http/message.ts";

/**
 * Whether the caller has the file already (RFC 9110, 13.1): `If-None-Match` names its ETag or is `*`; or, without that
 * header, it has not changed since `If-Modified-Since`.
 */
export function isUnchanged(request: RawRequest, etag: string, modified: number): boolean {
  const tags = headerOf(request, "if-none-match");
  if (tags !== undefined) {
    return tags.split(",").some((tag) => [etag, `W/${etag}`, "*"].includes(tag.trim()));
  }
  const since = Date.parse(headerOf(request, "if-modified-since") ?? "");
  // The header counts in seconds. NaN, from a date that is none, must not pass.
  return Math.floor(modified / 1000) * 1000 <= since;
}
