import { DEFAULT_ENDPOINT } from "./constants.ts";

/** `"cn"` (Chinese and international sites, the default), `"eu"` (European site), or a base URL. */
export type Endpoint = "cn" | "eu" | (string & {}) | URL;

const SITES: Record<string, string> = { cn: DEFAULT_ENDPOINT, eu: "https://cdn.myhuaweicloud.eu" };

/** @throws TypeError when it is neither a site nor an http(s) URL. */
export function baseUrl(endpoint: Endpoint = "cn"): string {
  const text = String(endpoint);
  const url = Object.hasOwn(SITES, text) ? SITES[text] : text;
  if (!/^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?$/.test(url ?? "")) {
    throw new TypeError(
      `The endpoint ${JSON.stringify(text)} is no site: use "cn", "eu" or a URL like ${DEFAULT_ENDPOINT}`,
    );
  }
  return String(url).replace(/\/+$/, "");
}
