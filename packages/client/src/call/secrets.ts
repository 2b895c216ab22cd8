// Keeps a request's secrets out of errors and hooks: servers, proxies and fetch repeat headers and URLs in their
// messages.
import { isSecretName, maskSecrets } from "@cdn-export/signer";

/** The secret values in a request's headers. */
export function secretsOf(headers: Record<string, string>): string[] {
  const values = Object.entries(headers).flatMap(([name, value]) =>
    isSecretName(name) ? [value, /\w+$/.exec(value)?.[0] ?? ""] : [],
  );
  // A server may repeat them URL-encoded.
  return [...values, ...values.map(encodeURIComponent)];
}

/** A copy of an error for `cause`, without secrets: its name, code, message and stack, and those of its causes. */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!(error instanceof Error)) return maskSecrets(String(error), secrets);
  const given: Error & { code?: unknown } = error;
  // An empty message: assigning to it then keeps it non-enumerable.
  const safe: Error & { code?: string } = new Error("");
  for (const part of ["name", "code", "message", "stack"] as const) {
    const text = given[part];
    if (typeof text === "string") safe[part] = maskSecrets(text, secrets);
  }
  if (given.cause !== undefined && depth < 3) safe.cause = safeCause(given.cause, secrets, depth + 1);
  return safe;
}
