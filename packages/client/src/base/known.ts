/** The literals of a union that also accepts other strings: a spelling that the spec no longer has doesn't compile. */
export type Known<T> = T extends string ? (string extends T ? never : T) : never;
