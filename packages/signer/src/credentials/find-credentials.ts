import type { Credentials } from "../base/credentials.ts";
import { credentialsFromEnv } from "./from-env.ts";
import { credentialsFromMetadata, type MetadataOptions } from "./from-metadata.ts";
import { credentialsFromProfile } from "./from-profile.ts";
import { NoCredentialsError, type TriedLink } from "./no-credentials-error.ts";

/** Credentials, and where they were. */
export interface FoundCredentials {
  readonly credentials: Credentials;
  /** `environment`, `profile file` or `ECS metadata`. */
  readonly link: string;
  /** The places before it, and why each had none. */
  readonly tried: readonly TriedLink[];
}

/**
 * Looks once for credentials in the places in which `credentialChain()` looks, in its order, and says where they were: for
 * programs that tell people which key they act with.
 *
 * @param options.metadata - how the metadata service is asked.
 * @throws (the promise) NoCredentialsError, or Error for what is there but wrong, as `credentialChain` does.
 * @example
 * const { link, credentials } = await findCredentials();
 * console.log(`${link}: ${credentials.ak.slice(0, 4)}...`);
 */
export async function findCredentials(
  options: { readonly metadata?: MetadataOptions } = {},
): Promise<FoundCredentials> {
  const tried: TriedLink[] = [];
  for (const [link, find] of places(options.metadata)) {
    try {
      return { credentials: await find(), link, tried };
    } catch (error) {
      if (!(error instanceof NoCredentialsError)) throw error;
      tried.push(...error.tried);
    }
  }
  throw new NoCredentialsError(tried);
}

/** Where the official SDKs look, in their order. */
export function usualLinks(): Find[] {
  return places().map(([, find]) => find);
}

type Find = () => Credentials | Promise<Credentials>;

function places(metadata?: MetadataOptions): [link: string, find: Find][] {
  return [
    ["environment", credentialsFromEnv],
    ["profile file", credentialsFromProfile],
    ["ECS metadata", credentialsFromMetadata(metadata)],
  ];
}
