import type { AuthToken, Credentials } from "./credentials.ts";

/**
 * A copy of credentials that shows no secret: it prints as `[credentials AK=AKEX...]` in templates, in JSON, in
 * `console.log` and `util.inspect`, and so in logged errors too. It signs like any other; its fields can be read, and a
 * spread copy shows them.
 *
 * @example
 * createSignedFetch(hideSecrets({ ak, sk }));
 */
export function hideSecrets<T extends Credentials | AuthToken>(credentials: T): T {
  const shown = "ak" in credentials ? `[credentials AK=${credentials.ak.slice(0, 4)}...]` : "[credentials AUTH-TOKEN]";
  const show = { value: () => shown };
  // The hooks are not enumerable: a spread copies the fields alone.
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
