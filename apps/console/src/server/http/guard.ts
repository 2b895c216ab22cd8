// Which requests are answered: those of this server's own page, in the browser that has opened the printed link.
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { RequestError } from "./failure.ts";

/** The secrets of one run. */
export interface Session {
  /** The token of the printed link. It works once. */
  readonly token: string;
  /** The name of the cookie. Browsers send cookies to every port of a host, so it contains the port. */
  readonly cookieName: string;
  /** Returns the value of the cookie if the token is right, and was never used. */
  exchange(token: string): string | undefined;
  /** Whether the request has the cookie. */
  has(request: IncomingMessage): boolean;
}

export function createSession(port: number): Session {
  const token = randomBytes(32).toString("base64url");
  const cookie = randomBytes(32).toString("base64url");
  const cookieName = `cdn-export-${port}`;
  let isUsed = false;
  return {
    token,
    cookieName,
    exchange(given) {
      if (isUsed || !isEqual(given, token)) return undefined;
      isUsed = true;
      return cookie;
    },
    has(request) {
      const pairs = (request.headers.cookie ?? "").split("; ");
      return pairs.some(
        (pair) => pair.startsWith(`${cookieName}=`) && isEqual(pair.slice(cookieName.length + 1), cookie),
      );
    },
  };
}

/**
 * Refuses requests that another page, another name for this machine (DNS rebinding) or a proxy's client has made.
 *
 * @throws RequestError
 */
export function checkRequest(request: IncomingMessage, port: number): void {
  const { method = "", url = "", headers, rawHeaders } = request;
  if (method !== "GET" && method !== "POST")
    throw refused(405, "the console has no such method", "控制台不支持这种请求方法");
  // `GET http://example.com/` asks a proxy.
  if (!url.startsWith("/") || url.startsWith("//")) throw refused(400, "the console isn't a proxy", "控制台不是代理");
  const hosts = rawHeaders.filter((_, i) => i % 2 === 0 && rawHeaders[i]?.toLowerCase() === "host");
  const { host = "" } = headers;
  if (hosts.length !== 1 || !(host === `127.0.0.1:${port}` || host === `localhost:${port}`))
    throw refused(
      403,
      "the console answers only under 127.0.0.1 and localhost",
      "控制台只接受 127.0.0.1 和 localhost 的访问",
    );
  const { origin } = headers;
  const isOwn = origin === `http://${host}`;
  if (origin === undefined ? method === "POST" : !isOwn)
    throw refused(403, "another page has sent this request", "请求来自其他网页");
  const site = headers["sec-fetch-site"] ?? "same-origin";
  if (site !== "same-origin" && !(site === "none" && method === "GET"))
    throw refused(403, "another page has sent this request", "请求来自其他网页");
  if (method === "POST" && headers["content-type"]?.split(";")[0]?.trim().toLowerCase() !== "application/json")
    throw refused(415, "the console takes JSON only", "控制台只接受 JSON");
}

function refused(status: number, en: string, zh: string): RequestError {
  return new RequestError(status, "REFUSED", { en: `Refused: ${en}`, zh: `已拒绝：${zh}` });
}

function isEqual(given: string, secret: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}
