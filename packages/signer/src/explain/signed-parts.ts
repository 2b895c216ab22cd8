/** What is signed of a request, apart. */
export interface SignedParts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Of the signed headers, sorted. */
  readonly names: readonly string[];
  /** The same as they stand in the Authorization header. */
  readonly listed: readonly string[];
  readonly payloadHash: string;
  /** All headers, `host` among them. */
  readonly sent: Readonly<Record<string, string>>;
}
