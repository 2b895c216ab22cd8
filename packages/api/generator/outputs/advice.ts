import type { Spec } from "../spec.ts";

/** Generates the advice for the codes that the spec's calls get. The whole catalogue is loaded on demand. */
export function advice(spec: Spec): string {
  const common = spec.errors.filter((row) => row.common);
  return [
    'import type { CdnErrorCode } from "./errors.ts";',
    "",
    "/** The English advice for the codes that export calls get, by code. */",
    "export const commonAdvice: Readonly<Record<string, string>> = {",
    ...common.map(({ code, advice }) => `  ${JSON.stringify(code)}: ${JSON.stringify(advice.en)},`),
    "};",
    "",
    "/** Returns the English advice for an error code, `undefined` for an unknown one. Loads the catalogue for rare codes. */",
    "export async function adviceOf(code: CdnErrorCode): Promise<string | undefined> {",
    '  const known = code.replace(/^APIG\\./, "APIGW.");',
    "  if (Object.hasOwn(commonAdvice, known)) return commonAdvice[known];",
    '  return (await import("./errors.ts")).lookUp(known)?.advice.en;',
    "}",
    "",
  ].join("\n");
}
