import type { Spec } from "../spec.ts";

/** The advice for the codes that the spec's calls meet, at hand for a client; the catalogue behind it, on demand. */
export function advice(spec: Spec): string {
  const common = spec.errors.filter((row) => row.common);
  return [
    'import type { CdnErrorCode } from "./errors.ts";',
    "",
    "/** The advice in English for the codes that the export calls meet. */",
    "export const commonAdvice: Readonly<Record<string, string>> = {",
    ...common.map(({ code, advice }) => `  ${JSON.stringify(code)}: ${JSON.stringify(advice.en)},`),
    "};",
    "",
    "/** What to do about a code, in English. The catalogue is loaded for a code that these calls rarely meet. */",
    "export async function adviceOf(code: CdnErrorCode): Promise<string | undefined> {",
    '  const known = code.replace(/^APIG\\./, "APIGW.");',
    "  if (Object.hasOwn(commonAdvice, known)) return commonAdvice[known];",
    '  return (await import("./errors.ts")).lookUp(known)?.advice.en;',
    "}",
    "",
  ].join("\n");
}
