import type { Credentials } from "../base/credentials.ts";
import { credentialsFromEnv } from "./from-env.ts";
import { credentialsFromMetadata, type MetadataOptions } from "./from-metadata.ts";
import { credentialsFromProfile } from "./from-profile.ts";
import { NoCredentialsError, type TriedLink } from "./no-credentials-error.ts";

/** Credentials and where they were found. */
export interface FoundCredentials {
  /** The credentials. They print without secrets: see `hideSecrets`. */
  readonly credentials: Credentials;
  /** `environment`, `profile file` or `ECS metadata`. */
  readonly link: string;
  /** The places that were searched before, and why each had none. */
  readonly tried: readonly TriedLink[];
}

/**
 * Searches the places of `credentialChain()` once, in the same order, and returns the credentials with their place. For
 * programs that report which key they use.
 *
 * @throws (the promise) NoCredentialsError if no place has any, Error for incomplete or malformed credentials.
 * @example
 * const { link, credentials } = await findCredentials();
 * console.log(`${link}: ${credentials.ak.slice(0, 4)}...`);
 */
export async function findCredentials(
  options: {
    /** Options of `credentialsFromMetadata`. */
    readonly metadata?: MetadataOptions;
  } = {},
): Promise<FoundCredentials> {
  const tried: TriedLink[] = [];
  for (const [link, find] of places(options.metadata)) {
    const credentials = await unlessNone(find, tried);
    if (credentials) return { credentials, link, tried };
  }
  throw new NoCredentialsError(tried);
}

/** Calls a link. Adds to `tried` if it throws NoCredentialsError. */
export async function unlessNone<T>(find: () => T | Promise<T>, tried: TriedLink[]): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof NoCredentialsError)) throw error;
    tried.push(...error.tried);
    return undefined;
  }
}

/** The places where the official SDKs look, in their order. */
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
