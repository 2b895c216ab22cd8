import type { CatalogueRow, Spec } from "../spec.ts";

/** The error catalogue. */
export function errors(spec: Spec): string {
  return [
    "/** What is known of an error code. */",
    "export interface CatalogueEntry {",
    "  /** HTTP statuses that it is documented or seen with, the usual one first; 200 is one of them. */",
    "  status: readonly number[];",
    "  meaning: string;",
    "  /** What to do about it, in English and Chinese. */",
    "  advice: { readonly en: string; readonly zh: string };",
    "  /** Whether the same request may succeed later. */",
    "  retryable: boolean;",
    "  evidence: string;",
    "}",
    "",
    "/** A code of the service (`CDN.`) or of the gateway in front of it (`APIGW.`); others may come. */",
    `export type CdnErrorCode =\n${spec.errors.map(({ code }) => `  | ${JSON.stringify(code)}`).join("\n")}\n  | (string & {});`,
    "",
    "/** The entry of a code. Older gateways write `APIG.` for `APIGW.`. */",
    "export function lookUp(code: CdnErrorCode): CatalogueEntry | undefined {",
    '  const known = code.replace(/^APIG\\./, "APIGW.");',
    "  return Object.hasOwn(catalogue, known) ? catalogue[known] : undefined;",
    "}",
    "",
    "/** Every error code that is documented, by its code. */",
    "export const catalogue: Readonly<Record<string, CatalogueEntry>> = {",
    ...spec.errors.map((row) => `  ${JSON.stringify(row.code)}: ${JSON.stringify(entryOf(row))},`),
    "};",
    "",
  ].join("\n");
}

function entryOf({ status, meaning, advice, retryable, evidence }: CatalogueRow) {
  return { status, meaning, advice, retryable, evidence };
}
