// Errors that this program throws itself, before it sends anything.

/** The arguments are invalid. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Credentials are missing or incomplete. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
}

/** The folder for this program's state can't be written. */
export class StateError extends Error {
  override readonly name = "StateError";
}
