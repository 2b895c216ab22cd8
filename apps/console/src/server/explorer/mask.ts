// What the page may see of a call: neither keys nor links that work.
import { isSecretName } from "@cdn-export/signer";
import type { Header } from "../../contract.ts";

/** The access key isn't secret, but it identifies the account. Its first letters are enough to recognise it. */
export function maskedHeaders(headers: Readonly<Record<string, string>>): Header[] {
  return Object.entries(headers).map(([name, value]) => {
    if (name === "authorization")
      return [name, value.replace(/Access=([^,]*)/, (_, ak: string) => `Access=${ak.slice(0, 4)}***`)];
    return [name, isSecretName(name) ? "***" : value];
  });
}

/** A presigned link is a key to its file: only its host stays. */
export function maskedBody(body: string): string {
  return body.replace(/("download_link"\s*:\s*")(https?:\/\/[^/"?]*)[^"]*"/g, '$1$2/***"');
}
