// Keeps a request's secrets out of errors and hooks: servers, proxies and fetch repeat headers and URLs in their
// messages.
import { isSecretName, maskSecrets } from "@cdn-export/signer";

/**
 * The secrets of a request: the values of some headers, and the parts of a download link, which gives access to the
 * file.
 */
export function secretsOf(headers: HeadersInit | undefined, link?: string): string[] {
  // Not `new Headers(headers)`: it throws for an invalid value, and its message contains the value.
  const pairs = headers && Symbol.iterator in headers ? headers : Object.entries(headers ?? {});
  const values = [...(pairs as Iterable<[string, string]>)].flatMap(([name, value]) =>
    isSecretName(name) ? [value, /\w+$/.exec(value)?.[0] ?? ""] : [],
  );
  // A server may repeat them URL-encoded.
  const found = [...values, ...values.map(encodeURIComponent)];
  if (link !== undefined) {
    const { href, pathname, search, searchParams } = new URL(link);
    const written = search
      .slice(1)
      .split("&")
      .map((pair) => pair.slice(pair.indexOf("=") + 1));
    found.push(href, pathname + search, search, pathname, ...searchParams.values(), ...written);
  }
  return found;
}

/** A copy of an error for `cause`, without secrets: its name, code and message, and those of its causes. */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!(error instanceof Error)) return maskSecrets(String(error), secrets);
  const { name, message, code, cause } = error as Error & { code?: unknown };
  const safe = new Error(maskSecrets(message, secrets));
  // The stack starts with the message.
  safe.stack = maskSecrets(error.stack ?? "", secrets);
  if (cause !== undefined && depth < 3) safe.cause = safeCause(cause, secrets, depth + 1);
  return Object.assign(safe, {
    name: maskSecrets(name, secrets),
    ...(typeof code === "string" && { code: maskSecrets(code, secrets) }),
  });
}
