/** Where credentials were looked for, and why there were none. */
export interface TriedLink {
  /** For example `environment`. */
  readonly link: string;
  readonly reason: string;
}

/** There are no credentials where they were looked for. What is there but wrong is another error, and ends a chain. */
export class NoCredentialsError extends Error {
  override readonly name = "NoCredentialsError";
  readonly code = "NO_CREDENTIALS";
  readonly tried: readonly TriedLink[];

  /** @param message - what to say instead of the list of links. */
  constructor(tried: readonly TriedLink[], message?: string) {
    super(message ?? `no credentials: ${tried.map(({ link, reason }) => `${link}: ${reason}`).join("; ")}`);
    this.tried = tried;
  }
}
