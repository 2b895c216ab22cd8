import { sha256Hex } from "#runtime";
import { CONTENT_HASH_HEADER } from "../base/constants.ts";
import { type HeaderSource, readHeaders } from "../base/headers.ts";
import { canonicalQuery, canonicalUri, signedNames } from "../steps/canonical-request.ts";
import type { SignRequest } from "../steps/sign-request.ts";
import type { CanonicalParts } from "./read-echo.ts";

/** A signed request: the one that `sign` got, with the headers that it returned. */
export interface ExplainedRequest extends SignRequest {
  /** All headers that were sent, including `authorization`: it names the signed ones. */
  readonly headers: HeaderSource;
}

/** Parts of a canonical request that isn't truncated. */
type WholeParts = { readonly [Name in keyof CanonicalParts]: NonNullable<CanonicalParts[Name]> };

/** The parts of the signed request, like those of the gateway's echo. */
export async function ourParts({ method, url, headers: sent, body }: ExplainedRequest): Promise<WholeParts> {
  const { host, pathname, search } = new URL(url);
  const headers: Record<string, string> = { host, ...readHeaders(sent) };
  const [, names = signedNames(headers).join(";")] = /SignedHeaders=([^\s,]+)/.exec(headers.authorization ?? "") ?? [];
  const signed = names.split(";");
  const preset = signed.includes(CONTENT_HASH_HEADER) ? headers[CONTENT_HASH_HEADER] : undefined;
  return {
    method: method.toUpperCase(),
    path: canonicalUri(pathname),
    query: canonicalQuery(search),
    headers: Object.fromEntries(signed.map((name) => [name, headers[name] ?? ""])),
    names,
    payloadHash: preset ?? (await sha256Hex(body ?? "")),
  };
}
