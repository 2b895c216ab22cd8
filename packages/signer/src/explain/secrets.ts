import type { CanonicalParts } from "./read-echo.ts";

/** Whether a header or a query parameter of this name holds what nobody may read. */
export function isSecret(name: string): boolean {
  return /token|secret|password|passwd|authorization|cookie|credential|signature|api-?key|(^|[-_])(sk|key|auth)$/i.test(
    name,
  );
}

/** Hides the secrets of these requests in a text, wherever in it they stand. */
export function masker(
  ...requests: readonly (Pick<CanonicalParts, "headers" | "query"> | undefined)[]
): (text: string) => string {
  const secrets = requests
    .flatMap((request) => [...Object.entries(request?.headers ?? {}), ...pairsOf(request?.query ?? "")])
    .filter(([name, value]) => isSecret(name) && value.length >= MIN_LENGTH)
    .map(([, value]) => value)
    // The longest first: one may be part of another.
    .sort((a, b) => b.length - a.length);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, "***"), text);
}

/** Shorter values would turn up in innocent words. */
const MIN_LENGTH = 4;

function pairsOf(query: string): [name: string, value: string][] {
  return query.split("&").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [name, value.join("=")];
  });
}
