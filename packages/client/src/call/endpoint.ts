/** `"cn"` (Chinese and international sites, the default), `"eu"` (European site), or a base URL. */
export type Endpoint = "cn" | "eu" | (string & {}) | URL;

/** Chinese and international sites. */
const DEFAULT_ENDPOINT = "https://cdn.myhuaweicloud.com";

const SITES: Record<string, string> = { cn: DEFAULT_ENDPOINT, eu: "https://cdn.myhuaweicloud.eu" };

const REGION = /^[a-z]{2}-[a-z]+-\d+$/;

/** The part of Node, Bun and Deno used here. Browsers don't have it. */
interface Host {
  process?: { env?: Record<string, string | undefined> };
}

/** The endpoint of a client without that option. */
export function defaultEndpoint(): Endpoint {
  return (globalThis as Host).process?.env?.CDN_EXPORT_ENDPOINT || "cn";
}

/**
 * The base URL that an endpoint stands for, without a slash at its end.
 *
 * @throws TypeError when it is neither a site nor an http(s) URL without user, query and fragment.
 */
export function baseUrl(endpoint: Endpoint = "cn"): string {
  const text = String(endpoint);
  const url = SITES[text] ?? text;
  if (/^https?:\/\/[^/?#@\s]+(\/[^?#@\s]*)?$/.test(url) && URL.canParse(url)) return url.replace(/\/+$/, "");
  // The rest may be a key.
  const shown = JSON.stringify(text.replace(/[?#%].*$/s, "..."));
  const what = text.includes("@")
    ? // Not repeated: it may hold a password.
      "must have no user or password"
    : REGION.test(text)
      ? `${shown} is a region, but CDN is one service for all of them`
      : `${shown} is not a site`;
  throw new TypeError(`The endpoint ${what}: use "cn", "eu" or a URL like ${DEFAULT_ENDPOINT}`);
}
