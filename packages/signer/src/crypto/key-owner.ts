/** An object that holds a secret key. A changed `sk` is noticed. */
export interface KeyOwner {
  readonly sk: string;
}
