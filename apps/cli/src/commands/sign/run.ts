import { createHash } from "node:crypto";
import { type Credentials, canonicalRequest, sign, stringToSign } from "@cdn-export/signer";
import { credentialChain } from "@cdn-export/signer/node";
import type { ConnectionOptions } from "../../flags/common-flags.ts";
import type { Run } from "../../shared/command.ts";
import { STDIN } from "../../shared/input.ts";
import { createMasker } from "../../shared/secrets.ts";
import { CredentialsError, UsageError } from "../../terminal/errors.ts";
import { say } from "../../terminal/language.ts";
import type { Session } from "../../terminal/session.ts";
import { translated, translatedMessage } from "../../terminal/translate.ts";
import { curlLine, HEADER_VARIABLES } from "./curl-line.ts";
import { bodyOf, dateOf, headersOf, isJson, methodOf, urlOf } from "./input.ts";

interface SignOptions extends ConnectionOptions {
  header?: string[];
  data?: string;
  dataFile?: string;
  date?: string;
  curl?: boolean;
  canonical?: boolean;
}

export const run: Run<[method: string, url: string], SignOptions> = async ([input, target], options, session) => {
  if (options.curl && (session.json || options.canonical)) {
    const other = session.json ? "--json" : "--canonical";
    throw new UsageError(
      say(`--curl prints a command for a shell: leave ${other} out`, `--curl 打印 shell 命令：请去掉 ${other}`),
    );
  }
  const method = methodOf(input);
  const url = urlOf(target, options.endpoint);
  const headers = headersOf(options.header ?? []);
  const date = dateOf(options.date, session);
  const body = await bodyOf(options, session);
  if (body && headers["content-type"] === undefined && isJson(body)) {
    headers["content-type"] = "application/json";
    session.note(
      say(
        "Added content-type: application/json, because the body is JSON.",
        "已加上 content-type: application/json，因为请求体是 JSON。",
      ),
    );
  }

  const credentials = await findKey();
  const request = { method, url, headers, ...(body && { body }) };
  const signed = await sign(request, credentials, { date }).catch((error: Error) => {
    throw new UsageError(say(error.message, `无法签名：${translated(error.message)}`), { cause: error });
  });
  // `sign` leaves the host header to the HTTP layer. A host that differs from the URL's must be sent explicitly.
  const sent = { ...(headers.host !== undefined && { host: headers.host }), ...signed.headers };
  const hide = createMasker([credentials.sk, credentials.securityToken ?? ""]);
  if (options.curl) {
    const bodyFile = options.dataFile === STDIN ? undefined : options.dataFile;
    session.result({}, hide(curlLineOf({ method, url, headers: sent, body, bodyFile })));
  } else {
    const shown = mapValues(sent, (name, value) => (name in HEADER_VARIABLES ? "***" : value));
    const more = options.canonical ? canonical({ method, url, body }, sent) : undefined;
    const lines = Object.entries(shown).map(([name, value]) => `${name}: ${value}`);
    session.result(
      hide({ method, url, headers: shown, ...more }),
      hide([...lines, ...canonicalLines(more)].join("\n")),
    );
  }
  if (Object.keys(sent).some((name) => name in HEADER_VARIABLES)) noteToken(session, options);
  return undefined;
};

async function findKey(): Promise<Credentials> {
  const found = await credentialChain()().catch((error: Error) => {
    throw new CredentialsError(say(error.message, translatedMessage(error)), { cause: error });
  });
  if ("authToken" in found)
    throw new CredentialsError(
      say("the credentials are an IAM token, which can't sign requests", "密钥是 IAM 令牌，不能给请求签名"),
    );
  return found;
}

interface Canonical {
  canonicalRequest: string;
  stringToSign: string;
}

/** Both texts as signed. The output masks the token in the first, so that it doesn't match the hash in the second. */
function canonical(
  { method, url, body }: { method: string; url: string; body: Buffer | undefined },
  headers: Readonly<Record<string, string>>,
): Canonical {
  const sha256 = (data: string | Buffer) => createHash("sha256").update(data).digest("hex");
  const text = canonicalRequest({ method, url, headers }, headers["x-sdk-content-sha256"] ?? sha256(body ?? ""));
  return { canonicalRequest: text, stringToSign: stringToSign(headers["x-sdk-date"] ?? "", sha256(text)) };
}

function canonicalLines(more: Canonical | undefined): string[] {
  if (!more) return [];
  const [request, text] = [say("Canonical request:", "规范请求："), say("String to sign:", "待签名字符串：")];
  return ["", request, more.canonicalRequest, "", text, more.stringToSign];
}

function mapValues(
  headers: Readonly<Record<string, string>>,
  change: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(name, value)]));
}

function curlLineOf(request: Parameters<typeof curlLine>[0]): string {
  try {
    return curlLine(request);
  } catch (error) {
    const { message } = error as Error;
    throw new UsageError(message, { cause: error });
  }
}

function noteToken({ env, note }: Session, { curl, canonical }: SignOptions): void {
  if (!curl)
    note(
      say(
        "x-security-token is secret, so it isn't shown: send the token of the key.",
        "x-security-token 是机密，所以不显示：请发送密钥的令牌。",
      ),
    );
  else if (env.HUAWEICLOUD_SDK_SECURITY_TOKEN)
    note(
      say(
        "The command reads the token from HUAWEICLOUD_SDK_SECURITY_TOKEN when it runs.",
        "命令运行时从 HUAWEICLOUD_SDK_SECURITY_TOKEN 读取令牌。",
      ),
    );
  else
    note(
      say(
        "Set HUAWEICLOUD_SDK_SECURITY_TOKEN to the token of the key before you run the command.",
        "运行命令之前，请把 HUAWEICLOUD_SDK_SECURITY_TOKEN 设为密钥的令牌。",
      ),
    );
  if (canonical)
    note(
      say(
        "The string to sign contains the hash of the canonical request with the real token.",
        "待签名字符串中是含有真实令牌的规范请求的哈希。",
      ),
    );
}
