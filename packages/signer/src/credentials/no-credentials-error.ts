/** A place that was searched for credentials, and why it had none. */
export interface TriedLink {
  /** Name of the place, for example `environment`. */
  readonly link: string;
  /** Why it had none. */
  readonly reason: string;
}

/** No credentials were found. Incomplete or malformed ones cause a different error, which ends a chain. */
export class NoCredentialsError extends Error {
  /** Always `NoCredentialsError`. */
  override readonly name = "NoCredentialsError";
  /** Always `NO_CREDENTIALS`. */
  readonly code = "NO_CREDENTIALS";
  /** The places that were searched, in order. */
  readonly tried: readonly TriedLink[];

  /** @param message - by default a list of the places. */
  constructor(tried: readonly TriedLink[], message?: string) {
    super(message ?? `no credentials: ${tried.map(({ link, reason }) => `${link}: ${reason}`).join("; ")}`);
    this.tried = tried;
  }
}
