import { explain } from "@cdn-export/signer/explain";
import { connect } from "../../shared/connect.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { messageOf } from "../../terminal/failures.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { explanationText } from "../../terminal/translate.ts";
import { CHECK_TIMEOUT_MS, type Check } from "./check.ts";

const NAME = "signed call";

/** Lists one task. With a wrong key, this counts as one failed signature. */
export async function checkSignedCall(endpoint: string, session: Session): Promise<Check> {
  try {
    const client = await connect({ endpoint }, session, { callTimeout: CHECK_TIMEOUT_MS });
    const { data, error, response } = await client.api.GET("/v1/cdn/statistics/export-tasks", {
      params: { query: { limit: 1 } },
      signal: session.signal,
    });
    const { status } = response;
    if (error === undefined) {
      const { total } = data ?? {};
      const text =
        total === undefined
          ? say("accepted", "已接受")
          : say(
              `accepted; the account has ${total} export task${total === 1 ? "" : "s"}`,
              `已接受；账号有 ${total} 个导出任务`,
            );
      return { name: NAME, state: "ok", text, details: { status, total } };
    }
    const { code, message } = refusalOf(error);
    const why = status === 401 ? await explain(response) : undefined;
    return {
      name: NAME,
      state: "wrong",
      text: say(`refused with HTTP ${status}, ${code}: ${message}`, `被拒绝，HTTP ${status}，${code}：${message}`),
      // Without differences, the compared parts don't help.
      more: why
        ? explanationText(why.differences.length > 0 ? why.text : [why.summary, why.advice].join("\n")).split("\n")
        : [],
      details: { status, code, message, ...(why && { reason: why.reason, advice: why.advice }) },
      exitCode: status === 401 ? EXIT.CREDENTIALS : EXIT.REFUSED,
    };
  } catch (error) {
    session.signal.throwIfAborted();
    const { name } = error as Error;
    return {
      name: NAME,
      state: "wrong",
      text: await messageOf(error as Error),
      exitCode: name === "UnexpectedAnswerError" ? EXIT.REFUSED : EXIT.NOT_FINISHED,
    };
  }
}

export function skippedSignedCall(why: string = say("not sent; --live sends one", "未发送；--live 会发送一次")): Check {
  return { name: NAME, state: "not checked", text: why };
}

/** Code and message, in the gateway's shape or the service's. */
function refusalOf(error: unknown): { code: string; message: string } {
  const { error: inner, ...flat } = Object(error);
  const { error_code: code = "without a code", error_msg: message = "without a message" } = Object(inner ?? flat);
  // The explanation covers the canonical request in the message.
  return { code: String(code), message: String(message).replace(/,? ?canonicalRequest:.*/s, "") };
}
