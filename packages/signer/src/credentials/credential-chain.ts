import type { AuthToken, Credentials } from "../base/credentials.ts";
import { hideSecrets } from "../base/hide-secrets.ts";
import { usualLinks } from "./find-credentials.ts";
import { NoCredentialsError, type TriedLink } from "./no-credentials-error.ts";

type Found = Credentials | AuthToken | undefined;

/** Credentials, or a function that looks for them: it returns `undefined` or throws NoCredentialsError if it has none. */
export type CredentialLink = Found | (() => Found | Promise<Found>);

/**
 * Credentials from the first place that has some, for `createSignedFetch`. Without links: the environment, the profile
 * file, the metadata of the cloud server, as in the official SDKs.
 *
 * The link that had credentials is asked again for each request, and no other. An error that is no NoCredentialsError
 * ends the search: half a key is a mistake to be told, not a reason to act as somebody else.
 *
 * @throws (the promise) NoCredentialsError: it names each link and why it had nothing.
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
  try {
    const found = await link();
    if (!found) tried.push({ link: link.name || "a function", reason: "returned none" });
    return found;
  } catch (error) {
    if (!(error instanceof NoCredentialsError)) throw error;
    tried.push(...error.tried);
    return undefined;
  }
}
