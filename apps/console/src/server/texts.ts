// The texts of our packages in both languages. The packages write them in English, with advice for programs.
import { inChinese, messageInChinese } from "@cdn-export/api/chinese";
import { lookUp } from "@cdn-export/api/errors";
import type { Failure, Text } from "../contract.ts";

interface Failed extends Error {
  code?: string | undefined;
  advice?: string | undefined;
  requestId?: string | undefined;
}

export function textOf(english: string): Text {
  return { en: english, zh: inChinese(english) };
}

/** What happened, and what to do on the page. */
export function failureOf(error: Failed): Failure {
  const { code = "UNEXPECTED", advice, requestId } = error;
  // This part is for programs. It's in the middle of the message, before the request ID.
  const message = error.message.replace(/; `await error\.explain\(\)` \w+ why/, "");
  const end = `. ${advice}`;
  const english = advice !== undefined && message.endsWith(end) ? message.slice(0, -end.length) : message;
  const known = lookUp(code as Parameters<typeof lookUp>[0]);
  const shown = HERE[code] ?? known?.advice ?? (advice === undefined ? undefined : textOf(advice));
  return {
    code,
    message: { en: english, zh: messageInChinese(Object.assign(Object.create(error), { message: english })) },
    ...(shown && { advice: { en: shown.en, zh: shown.zh } }),
    ...(requestId !== undefined && { requestId }),
  };
}

const RESUME: Text = { en: "Resume the job, which looks for its task again", zh: "请继续任务，它会再次查找" };

/** Advice on the page, where the packages' is for programs. */
const HERE: Readonly<Record<string, Text>> = {
  LEDGER_LOCKED: {
    en: "Another program is exporting into this folder. Let it finish, then resume the job",
    zh: "另一个程序正在向这个文件夹导出。请等它完成，再继续任务",
  },
  LEDGER_LOST: {
    en: "Another program exports into this folder now. Let it finish, then resume the job",
    zh: "另一个程序正在向这个文件夹导出。请等它完成，再继续任务",
  },
  JOB_TIMEOUT: RESUME,
  TASK_NOT_LISTED: RESUME,
  AMBIGUOUS_TASK: {
    en: "Look at the tasks of the account: another program may create tasks at the same time",
    zh: "请查看账号的任务：可能有其他程序同时创建任务",
  },
  FILE_EXISTS: { en: "Move the file away, then resume the job", zh: "请移走这个文件，再继续任务" },
  NO_CREDENTIALS: {
    en: "Set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK, and start cdn-export ui again",
    zh: "请设置 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK，然后重新启动 cdn-export ui",
  },
  NOT_STATISTICS: { en: "Export its window again", zh: "请重新导出这个时间段" },
};
