// Which values are secret, and how to hide them: one list of names for headers, query parameters and variables.

const SECRET_NAME = /token|secret|pass|authorization|cookie|credential|signature|api-?key|(^|[-_])(sk|key|auth)$/i;
/** Shorter values would also match ordinary words. */
const MIN_LENGTH = 4;

/** Whether a header, query parameter or variable with this name holds a secret. Ignores letter case. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Replaces each of these secrets in a text with `***`. Secrets of fewer than four characters stay. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  return (
    secrets
      .filter(({ length }) => length >= MIN_LENGTH)
      // Longest first: one may contain another.
      .sort((a, b) => b.length - a.length)
      .reduce((masked, secret) => masked.replaceAll(secret, "***"), text)
  );
}
