import type { AuthToken, Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import { unlessNone, usualLinks } from "./find-credentials.ts";
import { NoCredentialsError, type TriedLink } from "./no-credentials-error.ts";

type Found = Credentials | AuthToken | undefined;

/** Credentials, or a function that looks for them. Without any, it returns `undefined` or throws NoCredentialsError. */
export type CredentialLink = Found | (() => Found | Promise<Found>);

/**
 * Returns the credentials of the first link that has some, for `createSignedFetch`.
 *
 * Later requests ask only the link that had credentials. Any error other than NoCredentialsError ends the search: half a
 * key is a mistake to report, not a reason to use another account's key.
 *
 * @param links - by default the environment, the profile file and the cloud server's metadata, as in the official SDKs.
 * @throws (the promise) NoCredentialsError, which names each link and why it had no credentials; errors of a link.
 * @example
 * createSignedFetch(credentialChain());
 * createSignedFetch(credentialChain([options.credentials, credentialsFromEnv, () => credentialsFromProfile({ file })]));
 */
export function credentialChain(
  links: readonly CredentialLink[] = usualLinks(),
): () => Promise<Credentials | AuthToken> {
  let candidates = links;
  return async () => {
    const tried: TriedLink[] = [];
    for (const link of candidates) {
      const found = await ask(link, tried);
      if (found) {
        candidates = [link];
        return hideSecrets(found);
      }
    }
    throw new NoCredentialsError(tried);
  };
}

async function ask(link: CredentialLink, tried: TriedLink[]): Promise<Found> {
  if (typeof link !== "function") {
    if (!link) tried.push({ link: "explicit", reason: "not given" });
    return link;
  }
  return unlessNone(async () => {
    const found = await link();
    if (!found) tried.push({ link: link.name || "a function", reason: "returned none" });
    return found;
  }, tried);
}
