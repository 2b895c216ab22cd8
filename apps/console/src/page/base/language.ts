// The page's language: the first of the browser's languages that the page has. Both languages of a text are side by side.

export type Language = "en" | "zh";

/** The first known language of a list such as `navigator.languages`; else English. */
function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const [primary] = tag.toLowerCase().split("-");
    if (primary === "zh" || primary === "en") return primary;
  }
  return "en";
}

export const language: Language = languageOf(navigator.languages);

/** The text in the page's language. */
export function say(en: string, zh: string): string {
  return language === "zh" ? zh : en;
}

/** The same for texts of the server, which sends both languages. */
export function inLanguage(text: Readonly<Record<Language, string>>): string {
  return text[language];
}

/** A name of the spec as a title: `Top URLs`. */
export function titleOf(name: Readonly<Record<Language, string>>): string {
  return inLanguage(name).replace(/^[a-z]/, (letter) => letter.toUpperCase());
}
