/** The signed parts of a request. */
export interface SignedParts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sorted names of the signed headers. */
  readonly names: readonly string[];
  /** The same names in the order of the Authorization header. */
  readonly listed: readonly string[];
  readonly payloadHash: string;
  /** All headers, including `host`. */
  readonly sent: Readonly<Record<string, string>>;
}
