/** The literals of a list that is open to other values: a spelling that the spec no longer has does not compile. */
export type Known<T> = T extends string ? (string extends T ? never : T) : never;
