/**
 * A message and its Chinese. `<1>`, `<2>` are values, in any order in the Chinese. A value with several words may be a message, which
 * is translated, too. `<1!>` also translates a single word, which could be a name from the user otherwise. `<1=>` is a server's text,
 * which stays as it is.
 */
export type Translation = readonly [english: string, chinese: string];
