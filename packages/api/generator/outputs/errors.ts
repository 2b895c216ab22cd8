import type { CatalogueRow, Spec } from "../spec.ts";

/** Generates the error catalogue. */
export function errors(spec: Spec): string {
  return [
    "/** The catalogue's entry of an error code. */",
    "export interface CatalogueEntry {",
    "  /** HTTP statuses that it's documented or seen with, the usual one first. This may be 200. */",
    "  status: readonly number[];",
    "  /** Meaning of the code in English. */",
    "  meaning: string;",
    "  /** What to do about it. */",
    "  advice: {",
    "    /** In English. */",
    "    readonly en: string;",
    "    /** In Chinese. */",
    "    readonly zh: string;",
    "  };",
    "  /** Whether the same request may succeed later. */",
    "  retryable: boolean;",
    "  /** Source of the entry, such as `documented (ErrorCode, no date)`. */",
    "  evidence: string;",
    "}",
    "",
    "/** An error code of the service (`CDN.`) or of the gateway in front of it (`APIGW.`). Other codes are possible. */",
    `export type CdnErrorCode =\n${spec.errors.map(({ code }) => `  | ${JSON.stringify(code)}`).join("\n")}\n  | (string & {});`,
    "",
    "/** Returns the entry of a code, `undefined` for an unknown one. Accepts `APIG.`, which older gateways write for `APIGW.`. */",
    "export function lookUp(code: CdnErrorCode): CatalogueEntry | undefined {",
    '  const known = code.replace(/^APIG\\./, "APIGW.");',
    "  return Object.hasOwn(catalogue, known) ? catalogue[known] : undefined;",
    "}",
    "",
    "/** The entries of all known error codes, by code. */",
    "export const catalogue: Readonly<Record<string, CatalogueEntry>> = {",
    ...spec.errors.map((row) => `  ${JSON.stringify(row.code)}: ${JSON.stringify(entryOf(row))},`),
    "};",
    "",
  ].join("\n");
}

function entryOf({ status, meaning, advice, retryable, evidence }: CatalogueRow) {
  return { status, meaning, advice, retryable, evidence };
}
