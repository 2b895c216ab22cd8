// What nobody may read, and how it is hidden: one list of names for headers, query parameters and variables.

const SECRET_NAME = /token|secret|pass|authorization|cookie|credential|signature|api-?key|(^|[-_])(sk|key|auth)$/i;
/** Shorter values would turn up in innocent words. */
const MIN_LENGTH = 4;

/** Whether what a header, a query parameter or a variable of this name contains is a secret. Any letter case. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A text with `***` in place of each of these values. Values of fewer than four characters stay. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  return (
    secrets
      .filter(({ length }) => length >= MIN_LENGTH)
      // The longest first: one may be part of another.
      .sort((a, b) => b.length - a.length)
      .reduce((masked, secret) => masked.replaceAll(secret, "***"), text)
  );
}
