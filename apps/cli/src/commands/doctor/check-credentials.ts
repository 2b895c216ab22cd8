import type { Credentials } from "@cdn-export/signer";
import { findCredentials, NoCredentialsError } from "@cdn-export/signer/node";
import { EXIT } from "../../terminal/exit-codes.ts";
import { say } from "../../terminal/language.ts";
import { translated } from "../../terminal/translate.ts";
import { CHECK_TIMEOUT_MS, type Check } from "./check.ts";

/** Finds the key, and the account ID that is set with it. */
export async function checkCredentials(): Promise<[Check, account: Check]> {
  const name = "credentials";
  const exitCode = EXIT.CREDENTIALS;
  try {
    const { credentials, link, tried } = await findCredentials({ metadata: { fetch: boundedFetch() } });
    const { ak, securityToken } = credentials;
    const token = securityToken !== undefined;
    const shown = `${ak.slice(0, 4)}...`;
    const kind = token ? say("a temporary key with its token", "带令牌的临时密钥") : say("without a token", "不带令牌");
    const text = say(`${link}: AK ${shown}, ${kind}`, `${translated(link)}：AK ${shown}，${kind}`);
    // Temporary keys begin with HST. The service refuses them without their token.
    const state = !token && ak.startsWith("HST") ? "warning" : "ok";
    const doubt =
      state === "warning"
        ? say("; this looks like a temporary key, which needs a token", "；这像是临时密钥，需要令牌")
        : "";
    return [
      { name, state, text: text + doubt, details: { link, ak: shown, token, tried } },
      account(credentials, link),
    ];
  } catch (error) {
    const tried = error instanceof NoCredentialsError ? error.tried : undefined;
    const text = tried
      ? say(
          "none found: set HUAWEICLOUD_SDK_AK and HUAWEICLOUD_SDK_SK (console: My Credentials > Access Keys)",
          "没有找到：请设置 HUAWEICLOUD_SDK_AK 和 HUAWEICLOUD_SDK_SK（控制台：我的凭证 > 访问密钥）",
        )
      : say((error as Error).message, `密钥有误：${translated((error as Error).message)}`);
    const more = tried?.map(({ link, reason }) => `${translated(link)}${say(": ", "：")}${translated(reason)}`) ?? [];
    return [{ name, state: "wrong", text, more, exitCode, details: { tried } }, account(undefined, "")];
  }
}

function account(credentials: Credentials | undefined, link: string): Check {
  const name = "account id";
  const { domainId } = credentials ?? {};
  if (domainId !== undefined)
    return { name, state: "ok", text: `${translated(link)}${say(": ", "：")}${domainId}`, details: { domainId } };
  return {
    name,
    state: credentials ? "ok" : "not checked",
    text: credentials
      ? say(
          "not set: calls are known to work without it; HUAWEICLOUD_SDK_DOMAIN_ID sets it",
          "未设置：已知不设置也能调用；用 HUAWEICLOUD_SDK_DOMAIN_ID 设置",
        )
      : say("there are no credentials", "没有密钥"),
  };
}

/** A fetch for the metadata service: all requests together share one time limit. */
function boundedFetch(): typeof fetch {
  const deadline = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  return (url, init) => {
    const own = init?.signal;
    return fetch(url, { ...init, signal: own ? AbortSignal.any([own, deadline]) : deadline });
  };
}
