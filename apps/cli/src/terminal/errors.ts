// Errors that this program throws itself.

/** The arguments are invalid. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A file would be replaced that this program didn't write. */
export class FileExistsError extends Error {
  override readonly name = "FileExistsError";
  readonly code = "FILE_EXISTS";
}

/** Credentials are missing or incomplete. */
export class CredentialsError extends Error {
  override readonly name = "CredentialsError";
}

/** The folder for this program's state can't be written. */
export class StateError extends Error {
  override readonly name = "StateError";
}
