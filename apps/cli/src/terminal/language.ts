// The language of messages, help and advice. Both languages of a text are side by side in the code.

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** `--lang`, else the locale. Chinese needs a locale that can show it: `zh_CN.GBK` can't show UTF-8. */
export function languageOf(args: readonly string[], env: NodeJS.ProcessEnv): Language {
  const at = args.indexOf("--lang");
  const flag = at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith("--lang="))?.slice("--lang=".length);
  const isKnown = (text: string | undefined): text is Language => LANGUAGES.some((known) => known === text);
  if (isKnown(flag)) return flag;
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || systemLocale();
  return /^zh(?:[-_][^.]*)?(?:\.utf-?8)?(?:@.*)?$/i.test(locale) ? "zh" : "en";
}

/** Windows has no LANG. */
function systemLocale(): string {
  return process.platform === "win32" ? new Intl.DateTimeFormat().resolvedOptions().locale : "";
}

/** Known before any module makes a text. */
export const language: Language = languageOf(process.argv.slice(2), process.env);

/** The text in the language of this run. */
export function say(en: string, zh: string): string {
  return language === "zh" ? zh : en;
}

/** Both texts, for a page whose language the browser chooses. */
export function sayBoth(en: string, zh: string): { en: string; zh: string } {
  return { en, zh };
}
