import type { Spec } from "../spec.ts";

/** The error catalogue. */
export function errors(spec: Spec): string {
  return [
    "/** What is known of an error code. */",
    "export interface CatalogueEntry {",
    "  /** HTTP statuses that it is documented or seen with; 200 is one of them. */",
    "  status: readonly number[];",
    "  meaning: string;",
    "  /** What to do about it. */",
    "  advice: string;",
    "  /** Whether the same request may succeed later. */",
    "  retryable: boolean;",
    "  evidence: string;",
    "}",
    "",
    "/** A code of the catalogue; others may come. */",
    `export type ErrorCode =\n${spec.errors.map(({ code }) => `  | ${JSON.stringify(code)}`).join("\n")}\n  | (string & {});`,
    "",
    "/** The entry of a code. Older gateways write `APIG.` for `APIGW.`. */",
    "export function lookUp(code: ErrorCode): CatalogueEntry | undefined {",
    '  const known = code.replace(/^APIG\\./, "APIGW.");',
    "  return Object.hasOwn(catalogue, known) ? catalogue[known] : undefined;",
    "}",
    "",
    "export const catalogue: Readonly<Record<string, CatalogueEntry>> = {",
    ...spec.errors.map(({ code, ...entry }) => `  ${JSON.stringify(code)}: ${JSON.stringify(entry)},`),
    "};",
    "",
  ].join("\n");
}
