// Keeps what a request held out of what is told about it: servers, proxies and fetch repeat headers and URLs in their
// texts.
import { isSecretName, maskSecrets } from "@cdn-export/signer";

/** What of a request nobody may read: the values of some headers, and a download link, for whoever has it has the file. */
export function secretsOf(headers: HeadersInit | undefined, link?: string): string[] {
  // Not as a Headers, which would refuse a value that HTTP cannot carry, and print it.
  const pairs = headers && Symbol.iterator in headers ? headers : Object.entries(headers ?? {});
  const values = [...(pairs as Iterable<[string, string]>)].flatMap(([name, value]) =>
    isSecretName(name) ? [value, /\w+$/.exec(value)?.[0] ?? ""] : [],
  );
  // A server may repeat them as it would write them into a URL.
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

/** A copy of a failure for `cause`: its name, code and text, and those of its own cause. */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!(error instanceof Error)) return maskSecrets(String(error), secrets);
  const { name, message, code, cause } = error as Error & { code?: unknown };
  const safe = new Error(maskSecrets(message, secrets));
  // The stack begins with the text.
  safe.stack = maskSecrets(error.stack ?? "", secrets);
  if (cause !== undefined && depth < 3) safe.cause = safeCause(cause, secrets, depth + 1);
  return Object.assign(safe, {
    name: maskSecrets(name, secrets),
    ...(typeof code === "string" && { code: maskSecrets(code, secrets) }),
  });
}
