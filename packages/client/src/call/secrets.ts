// Keeps what a request held out of what is told about it: servers, proxies and fetch repeat headers and URLs in their
// texts.

const SECRET_HEADERS = ["authorization", "cookie", "proxy-authorization", "x-auth-token", "x-security-token"];

/** What of a request nobody may read: the values of some headers, and a download link, for whoever has it has the file. */
export function secretsOf(headers: HeadersInit | undefined, link?: string): string[] {
  // Not as a Headers, which would refuse a value that HTTP cannot carry, and print it.
  const pairs = headers && Symbol.iterator in headers ? headers : Object.entries(headers ?? {});
  const given = Object.fromEntries(pairs as Iterable<[string, string]>);
  const values = SECRET_HEADERS.map((name) => given[name] ?? "");
  values.push(/\w+$/.exec(given.authorization ?? "")?.[0] ?? "");
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
  // The longest first: one may be part of another. Shorter values would turn up in innocent words.
  return found.filter(({ length }) => length >= 4).sort((a, b) => b.length - a.length);
}

export function mask(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, "***"), text);
}

/** A copy of a failure for `cause`: its name, code and text, and those of its own cause. */
export function safeCause(error: unknown, secrets: readonly string[], depth = 0): unknown {
  if (!(error instanceof Error)) return mask(String(error), secrets);
  const { name, message, code, cause } = error as Error & { code?: unknown };
  const safe = new Error(mask(message, secrets));
  // The stack begins with the text.
  safe.stack = mask(error.stack ?? "", secrets);
  if (cause !== undefined && depth < 3) safe.cause = safeCause(cause, secrets, depth + 1);
  return Object.assign(safe, {
    name: mask(name, secrets),
    ...(typeof code === "string" && { code: mask(code, secrets) }),
  });
}
