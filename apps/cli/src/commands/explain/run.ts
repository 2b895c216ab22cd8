import { readFileSync, statSync } from "node:fs";
import { lookUp } from "@cdn-export/api/errors";
import { isSecretName } from "@cdn-export/signer";
import {
  decodeText,
  type ExplainedRequest,
  type Explanation,
  explain,
  explainRequest,
} from "@cdn-export/signer/explain";
import { credentialChain, credentialsFromEnv, credentialsFromProfile } from "@cdn-export/signer/node";
import type { Run } from "../../shared/command.ts";
import { MAX_INPUT_BYTES, readInput, STDIN } from "../../shared/input.ts";
import { createMasker, environmentSecrets } from "../../shared/secrets.ts";
import { UsageError } from "../../terminal/errors.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import { printableLines } from "../../terminal/printable.ts";
import type { Session } from "../../terminal/session.ts";
import { explanationText, translated } from "../../terminal/translate.ts";
import { type CurlRequest, curlRequest } from "./curl-request.ts";

const PROMPT: string = say(
  "Paste the gateway's response, the curl command, or both.",
  "请粘贴网关的响应、curl 命令，或两者。",
);

/** Reasons that the request may explain better than the response. */
const INCONCLUSIVE: ReadonlySet<string> = new Set(["wrong secret", "wrong signature", "not known"]);

export const run: Run<[file: string | undefined], object> = async ([file = STDIN], _, session) => {
  const text = decodeText(await readInput(file, session, PROMPT));
  const request = curlRequest(text, session.env, readData);
  const answer = (request ? request.rest : text).trim();
  if (!answer && !request)
    throw new UsageError(
      say(
        "there is nothing to explain: paste the gateway's response, the curl command, or both",
        "没有可解释的内容：请粘贴网关的响应、curl 命令，或两者",
      ),
    );
  if (request) checkUrl(request);

  const key = await findKey();
  const isSigned = request?.headers.some(([name]) => name.toLowerCase() === "authorization") ?? false;
  const fromAnswer = answer ? await explain(answer, isSigned ? request : undefined) : undefined;
  const fromRequest =
    request && (!fromAnswer || (isSigned && INCONCLUSIVE.has(fromAnswer.reason)))
      ? await checkRequest(request, key)
      : undefined;

  const hide = createMasker([
    ...environmentSecrets(session.env),
    ...(key?.secrets ?? []),
    ...(request ? secretsIn(request) : []),
  ]);
  for (const note of request?.notes ?? []) session.note(printableLines(hide(`${say("note: ", "注意：")}${note}`)));
  const reason = report(fromAnswer, fromRequest, session, hide);
  const isNoted = fromAnswer?.reason === "not known" && !fromRequest && noteErrorCode(text, session);
  return reason === "not known" && !isNoted ? EXIT.UNEXPECTED : undefined;
};

function report(
  fromAnswer: Explanation | undefined,
  fromRequest: Explanation | undefined,
  session: Session,
  hide: <T>(value: T) => T,
): Explanation["reason"] {
  // If the key is available, the request explains more than the response, and with certainty.
  const isBetter =
    fromRequest && (!fromAnswer || fromAnswer.reason === "not known" || fromRequest.reason !== "not known");
  const shown = hide((isBetter ? fromRequest : fromAnswer) as Explanation);
  if (isBetter && fromAnswer) session.note(REMARKS[fromAnswer.reason] ?? translated(fromAnswer.summary));
  session.result(
    isBetter && fromAnswer ? { ...shown, answer: hide(fromAnswer) } : shown,
    printableLines(explanationText(shown.text)),
  );
  return shown.reason;
}

/** Shown before the explanation of the request. */
const REMARKS: Partial<Record<Explanation["reason"], string>> = {
  "wrong secret": say(
    "The gateway received the request as it is in the curl command. The request itself:",
    "网关收到的请求与 curl 命令一致。请求本身：",
  ),
  "wrong signature": say(
    "The gateway reports a wrong signature without a reason. The request itself:",
    "网关只说签名有误，没有给出原因。请求本身：",
  ),
  "not known": say("The response isn't about a signature. The request itself:", "响应与签名无关。请求本身："),
};

/** The values of headers and query parameters whose names sound secret, and secret variables. */
function secretsIn({ url, headers, secrets }: CurlRequest): string[] {
  const query = url
    .split(/[?&]/)
    .slice(1)
    .map((pair): [string, string] => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")];
    });
  const named = [...headers, ...query, ...new URL(url).searchParams].filter(([name]) => isSecretName(name));
  // An unknown variable keeps its name, which isn't secret.
  return [...named.map(([, value]) => value).filter((value) => !value.startsWith("$")), ...secrets];
}

/** The response may be an error that has nothing to do with signatures. Returns whether its code is in the catalogue. */
function noteErrorCode(text: string, session: Session): boolean {
  const [code = ""] = /\b(CDN|APIGW|APIG)\.\d{4,8}\b/.exec(text) ?? [];
  const entry = lookUp(code);
  if (entry) session.note(say(`${code}: ${entry.meaning}. ${entry.advice.en}`, `${code}：${entry.advice.zh}`));
  return entry !== undefined;
}

interface Key {
  ak: string;
  sk: string;
  securityToken?: string | undefined;
  secrets: string[];
}

/** The key in the environment or the profile file. A cloud server's agency isn't used for curl commands. */
async function findKey(): Promise<Key | undefined> {
  const find = credentialChain([credentialsFromEnv, () => credentialsFromProfile()]);
  // Without a complete key, the explanation is shorter; that isn't an error.
  const found = await find().catch(() => undefined);
  if (!found || "authToken" in found) return undefined;
  const { ak, sk, securityToken } = found;
  return { ak, sk, securityToken, secrets: [sk, securityToken ?? ""] };
}

async function checkRequest(request: ExplainedRequest & CurlRequest, key: Key | undefined): Promise<Explanation> {
  const findSecret = (ak: string) => (ak === key?.ak ? key : undefined);
  const explanation = await explainRequest(request, { findSecret }).catch((error: Error) => {
    throw new UsageError(
      say(`the curl command can't be read: ${error.message}`, `无法读懂 curl 命令：${translated(error.message)}`),
      { cause: error },
    );
  });
  if (explanation.reason === "not known")
    request.notes.push(
      key
        ? say(
            `the key in the environment is ${key.ak.slice(0, 4)}...: to check the signature, set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK to the key in the curl command`,
            `环境变量中的密钥是 ${key.ak.slice(0, 4)}...：要检查签名，请把 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK 设为 curl 命令中的密钥`,
          )
        : say(
            "to check the signature, set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK to the key in the curl command",
            "要检查签名，请把 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK 设为 curl 命令中的密钥",
          ),
    );
  return explanation;
}

function checkUrl({ url }: CurlRequest): void {
  if (url === "")
    throw new UsageError(say("the curl command has no URL: is it complete?", "curl 命令中没有 URL：命令完整吗？"));
  if (!URL.canParse(url)) {
    const shown = JSON.stringify(url.replace(/[?].*/s, "?..."));
    throw new UsageError(say(`the URL in the curl command isn't valid: ${shown}`, `curl 命令中的 URL 无效：${shown}`));
  }
}

/** Reads a file that the command names, to hash it. */
function readData(path: string): Buffer | undefined {
  try {
    const { size } = statSync(path, { throwIfNoEntry: true });
    return statSync(path).isFile() && size <= MAX_INPUT_BYTES ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}
