import { isSecretName, maskSecrets } from "../base/secrets.ts";
import type { CanonicalParts } from "./read-echo.ts";

/** Returns a function that masks the secrets of these requests anywhere in a text. */
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
