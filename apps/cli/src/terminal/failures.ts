// Messages and advice of errors for people. The packages write them in English, for programs; the Chinese is in
// @cdn-export/api/chinese, which only Chinese runs load.
import { adviceByCode, type Failure, OUR_ADVICE, split } from "./advice.ts";
import { language } from "./language.ts";

/** Errors of this program, whose messages are in the right language already. */
const OURS: ReadonlySet<string> = new Set(["UsageError", "CredentialsError", "StateError", "FileExistsError"]);

/** The message in the language of this run, with advice for people. */
export async function messageOf(error: Error): Promise<string> {
  if (OURS.has(error.name)) return error.message;
  if (language === "zh") return (await import("./translate.ts")).chineseMessage(error);
  const { text, advice } = split(error);
  return [text, advice ? adviceFor(advice) : adviceByCode(error)].filter(Boolean).join(". ");
}

/** The advice in the language of this run; `undefined` if there is none. */
export async function adviceOf(error: Failure): Promise<string | undefined> {
  if (language === "zh") return (await import("./translate.ts")).chineseAdvice(error);
  return error.advice ? adviceFor(error.advice) : adviceByCode(error);
}

function adviceFor(advice: string): string | undefined {
  return OUR_ADVICE.has(advice) ? OUR_ADVICE.get(advice) : advice;
}
