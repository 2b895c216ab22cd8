import type { AuthToken, Credentials } from "./credentials.ts";

/**
 * Returns a copy of credentials that prints without its secrets: `[credentials AK=AKEX...]` in templates, JSON,
 * `console.log`, `util.inspect` and logged errors. Signing with it works as usual. Its fields stay readable, and a
 * spread copy of it prints them.
 *
 * @example
 * createSignedFetch(hideSecrets({ ak, sk }));
 */
export function hideSecrets<T extends Credentials | AuthToken>(credentials: T): T {
  const shown = "ak" in credentials ? `[credentials AK=${credentials.ak.slice(0, 4)}...]` : "[credentials AUTH-TOKEN]";
  const show = { value: () => shown };
  // The hooks aren't enumerable, so a spread copies only the fields.
  return Object.defineProperties(
    { ...credentials },
    {
      toString: show,
      toJSON: show,
      [Symbol.for("nodejs.util.inspect.custom")]: show,
      [Symbol.for("Deno.customInspect")]: show,
    },
  );
}
