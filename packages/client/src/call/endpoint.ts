/** `"cn"` (Chinese and international sites, the default), `"eu"` (European site), or a base URL. */
export type Endpoint = "cn" | "eu" | (string & {}) | URL;

/** Chinese and international sites. */
const DEFAULT_ENDPOINT = "https://cdn.myhuaweicloud.com";

const SITES: Record<string, string> = { cn: DEFAULT_ENDPOINT, eu: "https://cdn.myhuaweicloud.eu" };

const REGION = /^[a-z]{2}-[a-z]+-\d+$/;

/**
 * The base URL that an endpoint stands for, without a slash at its end.
 *
 * @throws TypeError when it is neither a site nor an http(s) URL without user, query and fragment.
 */
export function baseUrl(endpoint: Endpoint = "cn"): string {
  const text = String(endpoint);
  const url = Object.hasOwn(SITES, text) ? SITES[text] : text;
  const advice = `use "cn", "eu" or a URL like ${DEFAULT_ENDPOINT}`;
  // Not repeated: it may hold a password.
  if (text.includes("@")) throw new TypeError(`The endpoint must not hold a user or a password: ${advice}`);
  if (!/^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?$/.test(url ?? "") || !URL.canParse(url ?? "")) {
    // What follows may be a key.
    const shown = text.replace(/[?#%].*$/s, "...");
    const what = REGION.test(text) ? "is a region, but CDN is one service for all of them" : "is not a site";
    throw new TypeError(`The endpoint ${JSON.stringify(shown)} ${what}: ${advice}`);
  }
  return String(url).replace(/\/+$/, "");
}
