import { say } from "./language.ts";

interface NetworkError extends Error {
  code?: string;
  cause?: unknown;
  errors?: readonly Error[];
}

/**
 * Why there is no connection, in words: `the host refuses connections (connect ECONNREFUSED 127.0.0.1:9)`. The innermost cause is the
 * most specific. Errors with an unknown code keep their code or message.
 */
export function networkReason(error: Error): string {
  let inner: NetworkError = error;
  while (inner.cause instanceof Error || inner.errors?.[0]) inner = (inner.cause ?? inner.errors?.[0]) as NetworkError;
  const { code = "", message } = inner;
  const words = WORDS[code];
  const details = message.includes(code) ? message : code;
  return words === undefined ? code || message : say(`${words} (${details})`, `${words}（${details}）`);
}

const UNTRUSTED = say("the host's certificate isn't trusted", "不信任对方的证书");
const NO_ROUTE = say("there is no route to the host", "没有到对方的路由");
const SLOW = say("the host doesn't accept connections in time", "连接超时");
const CUT = say("the host closed the connection", "对方关闭了连接");

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: say("the host refuses connections", "对方拒绝连接"),
  ECONNRESET: CUT,
  UND_ERR_SOCKET: CUT,
  EPIPE: CUT,
  ENOTFOUND: say("no host has that name", "没有这个名称的主机"),
  EAI_AGAIN: say("the host's name can't be resolved at the moment", "暂时无法解析主机名"),
  ETIMEDOUT: SLOW,
  UND_ERR_CONNECT_TIMEOUT: SLOW,
  EHOSTUNREACH: NO_ROUTE,
  ENETUNREACH: NO_ROUTE,
  ERR_SSL_WRONG_VERSION_NUMBER: say("the host doesn't speak TLS: is it http://?", "对方不使用 TLS：是否应为 http://？"),
  CERT_HAS_EXPIRED: say("the host's certificate has expired", "对方的证书已过期"),
  ERR_TLS_CERT_ALTNAME_INVALID: say("the host's certificate is for another name", "对方的证书属于其他名称"),
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
};
