import { ConnectionError } from "@cdn-export/client";
import { spanText } from "../../shared/format.ts";
import { proxiedFetch } from "../../shared/proxy.ts";
import { EXIT } from "../../terminal/exit-codes.ts";
import { messageOf } from "../../terminal/failures.ts";
import { say } from "../../terminal/language.ts";
import { networkReason } from "../../terminal/network-reason.ts";
import { CHECK_TIMEOUT_MS, type Check } from "./check.ts";

const MINUTE_MS = 60_000;
/** The service accepts signatures whose time differs by up to this much. */
const WINDOW_MS = 15 * MINUTE_MS;
const HALF_SECOND_MS = 500;

/** Reads the variables in the same order as undici. */
export function checkProxy(env: NodeJS.ProcessEnv, endpoint: string): Check {
  const name = "proxy";
  const variables = endpoint.startsWith("https:")
    ? ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"]
    : ["http_proxy", "HTTP_PROXY"];
  const variable = variables.find((candidate) => env[candidate]);
  if (variable === undefined) {
    const other = ["ALL_PROXY", "all_proxy"].find((candidate) => env[candidate]);
    return other === undefined
      ? { name, state: "ok", text: say("none", "无") }
      : {
          name,
          state: "warning",
          text: say(`none: ${other} is ignored, set HTTPS_PROXY`, `无：${other} 不起作用，请设置 HTTPS_PROXY`),
        };
  }
  const text = env[variable] ?? "";
  if (!/^(https?|socks5):\/\/./.test(text) || !URL.canParse(text))
    return {
      name,
      state: "wrong",
      text: say(`${variable} isn't a URL: use http://HOST:PORT`, `${variable} 不是 URL：请用 http://主机:端口`),
      exitCode: EXIT.NOT_FINISHED,
    };
  const url = new URL(text);
  const masked = url.username || url.password ? `${url.protocol}//***@${url.host}` : `${url.protocol}//${url.host}`;
  const except = env.no_proxy || env.NO_PROXY;
  return {
    name,
    state: "ok",
    text: `${variable}: ${masked}${except ? say(`, except for ${except}`, `，但不用于 ${except}`) : ""}`,
    details: { variable, proxy: masked, ...(except && { except }) },
  };
}

/** Sends a request without credentials, which can't count as a failed signature. Any response will do. */
export async function checkEndpoint(
  env: NodeJS.ProcessEnv,
  endpoint: string,
  signal: AbortSignal,
): Promise<[Check, clock: Check]> {
  const name = "endpoint";
  const deadline = AbortSignal.timeout(CHECK_TIMEOUT_MS);
  try {
    const send = (await proxiedFetch(env)) ?? fetch;
    const limit = AbortSignal.any([signal, deadline]);
    // Node loads its HTTP client on first use; don't measure that.
    await fetch("data:,");
    const sentAt = Date.now();
    const response = await send(`${endpoint}/`, { method: "HEAD", redirect: "manual", signal: limit });
    const ms = Date.now() - sentAt;
    await response.body?.cancel();
    const { status } = response;
    const text = say(`${endpoint} responds in ${ms} ms`, `${endpoint} 在 ${ms} 毫秒内响应`);
    // The header has whole seconds, and was written about halfway through the request.
    const offsetMs = Date.parse(response.headers.get("date") ?? "") + HALF_SECOND_MS - (sentAt + ms / 2);
    return [{ name, state: "ok", text, details: { url: endpoint, status, ms } }, clock(Math.round(offsetMs))];
  } catch (error) {
    signal.throwIfAborted();
    const why = deadline.aborted
      ? say(`no response within ${CHECK_TIMEOUT_MS / 1000} s`, `${CHECK_TIMEOUT_MS / 1000} 秒内没有响应`)
      : error instanceof ConnectionError
        ? await messageOf(error)
        : networkReason(error as Error);
    const text = say(`can't reach ${endpoint}: ${why}`, `无法连接 ${endpoint}：${why}`);
    return [{ name, state: "wrong", text, exitCode: EXIT.NOT_FINISHED, details: { url: endpoint } }, clock(Number.NaN)];
  }
}

function clock(offsetMs: number): Check {
  const name = "clock";
  const exitCode = EXIT.CREDENTIALS;
  if (Number.isNaN(offsetMs))
    return { name, state: "not checked", text: say("no response with a time", "响应中没有时间") };
  const size = Math.abs(offsetMs);
  const details = { offsetMs };
  const text =
    offsetMs > 0
      ? say(`${spanText(size)} behind the endpoint's`, `比服务慢 ${spanText(size)}`)
      : say(`${spanText(size)} ahead of the endpoint's`, `比服务快 ${spanText(size)}`);
  const advice = say("set it; beyond 15 minutes, signatures are refused", "请校准；相差超过 15 分钟时签名会被拒绝");
  if (size < MINUTE_MS)
    return {
      name,
      state: "ok",
      text: size < 2 * HALF_SECOND_MS ? say("matches the endpoint's", "与服务一致") : text,
      details,
    };
  if (size <= WINDOW_MS) return { name, state: "warning", text: `${text}${say(": ", "：")}${advice}`, details };
  return {
    name,
    state: "wrong",
    text: `${text}${say(": ", "：")}${advice}`,
    details,
    exitCode,
  };
}
