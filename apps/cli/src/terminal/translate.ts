// The packages' texts in the language of this run.
import { adviceByCode, type Failure, OUR_ADVICE, split } from "./advice.ts";
import { language, say } from "./language.ts";

// English runs don't load the table.
const [{ inChinese, messageInChinese }, { lookUp }] =
  language === "zh"
    ? await Promise.all([import("@cdn-export/api/chinese"), import("@cdn-export/api/errors")])
    : [{ inChinese: String, messageInChinese: ({ message }: Error) => message }, { lookUp: (_: string) => undefined }];

/** A reason, a statement or a warning of our packages. */
export function translated(text: string): string {
  return inChinese(text);
}

/** The message of an error of our packages, with the advice for programs. */
export function translatedMessage(error: Error): string {
  return messageInChinese(error);
}

/** `Note: ...` */
export function noteOf({ message }: { message: string }): string {
  return say(`Note: ${message}`, `注意：${inChinese(message)}`);
}

/** A message in Chinese with its advice. Texts of the service stay in English. */
export function chineseMessage(error: Failure): string {
  const advice = error.advice ?? lookUp(error.code ?? "")?.advice.en;
  const { text, advice: theirs } = split(Object.assign(Object.create(error), { advice }));
  const chinese = messageInChinese(Object.assign(Object.create(error), { message: text }));
  const message = HAN.test(chinese) ? chinese : `出错了：${chinese}`;
  return [message, chineseAdvice(Object.assign(Object.create(error), { advice: theirs }))].filter(Boolean).join("。");
}

const HAN = /\p{Script=Han}/u;

export function chineseAdvice(error: Failure): string | undefined {
  const { code = "", advice } = error;
  if (advice === undefined) return adviceByCode(error);
  if (OUR_ADVICE.has(advice)) return OUR_ADVICE.get(advice);
  return lookUp(code)?.advice.zh ?? inChinese(advice);
}

const SIDES: Readonly<Record<string, string>> = { ours: "本地", gateway: "网关", signed: "签名", sent: "发送" };

/** The text of an explanation. */
export function explanationText(text: string): string {
  if (language === "en") return text;
  // Each label is nine columns wide.
  return inChinese(text)
    .replaceAll(/^(>.*? {2}| +)(ours|gateway|signed|sent): +/gm, (_, start, side) => `${start}${SIDES[side]}：   `)
    .replaceAll(/ \(empty\)$/gm, " （空）")
    .replaceAll(/ \(nothing\)$/gm, " （无）");
}
