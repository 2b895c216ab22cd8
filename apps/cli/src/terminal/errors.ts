// Errors of this program itself. Each means that nothing was sent.

/** The arguments make no sense. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** No credentials, or half of them. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
}

/** The folder where this program keeps its state cannot be written. */
export class StateError extends Error {
  override readonly name = "StateError";
}
