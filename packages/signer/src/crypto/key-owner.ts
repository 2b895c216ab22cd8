/** An object that holds a secret key. A change of `sk` takes effect at once. */
export interface KeyOwner {
  readonly sk: string;
}
