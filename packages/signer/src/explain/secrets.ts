import { isSecretName, maskSecrets } from "../base/secrets.ts";
import type { CanonicalParts } from "./read-echo.ts";

/** Hides the secrets of these requests in a text, wherever in it they stand. */
export function masker(
  ...requests: readonly (Pick<CanonicalParts, "headers" | "query"> | undefined)[]
): (text: string) => string {
  const secrets = requests
    .flatMap((request) => [...Object.entries(request?.headers ?? {}), ...pairsOf(request?.query ?? "")])
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value);
  return (text) => maskSecrets(text, secrets);
}

function pairsOf(query: string): [name: string, value: string][] {
  return query.split("&").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return [name, value.join("=")];
  });
}
