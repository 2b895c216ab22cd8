// The server on loopback: who is let in, the page's files, and the routes behind them.
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { entrancePage } from "./entrance.ts";
import { notFound } from "./failure.ts";
import { checkRequest, createSession, type Session } from "./guard.ts";
import type { PageFile } from "./page-files.ts";
import { COMMON_HEADERS, send, sendFailure } from "./reply.ts";

/** Answers one request. The path begins with `/api/`. */
export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>;

export interface Listening {
  port: number;
  /** Opens the page once. It contains the token. */
  link: string;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/** @throws the system's error if the port is in use. */
export async function listen(
  port: number,
  given: { page: ReadonlyMap<string, PageFile>; handle: Handler },
): Promise<Listening> {
  const server = createServer();
  server.listen(port, HOST);
  await once(server, "listening");
  const at = (server.address() as AddressInfo).port;
  const session = createSession(at);
  server.on("request", (request, response) => {
    for (const [name, value] of Object.entries(COMMON_HEADERS)) response.setHeader(name, value);
    answer(request, response, { ...given, session, port: at }).catch((error) => sendFailure(response, error));
  });
  return {
    port: at,
    link: `http://${HOST}:${at}/?token=${session.token}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

interface Context {
  page: ReadonlyMap<string, PageFile>;
  handle: Handler;
  session: Session;
  port: number;
}

async function answer(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const { page, handle, session, port } = context;
  checkRequest(request, port);
  const url = new URL(request.url ?? "/", `http://${HOST}`);
  const token = url.searchParams.get("token");
  if (token !== null && request.method === "GET") {
    enter(request, response, { url, token, session });
    return;
  }
  if (!session.has(request)) {
    send(response, 401, "text/html; charset=utf-8", entrancePage("needed"));
    return;
  }
  if (url.pathname.startsWith("/api/")) await handle(request, response, url);
  else if (request.method === "GET") sendFile(request, response, { page, path: url.pathname });
  else throw notFound({ en: "There is nothing at this path", zh: "这个路径没有内容" });
}

/** Exchanges the token for the cookie. The token leaves the URL, and so the browser's history. */
function enter(
  request: IncomingMessage,
  response: ServerResponse,
  { url, token, session }: { url: URL; token: string; session: Session },
): void {
  const cookie = session.exchange(token);
  if (cookie === undefined && !session.has(request)) {
    send(response, 403, "text/html; charset=utf-8", entrancePage("used"));
    return;
  }
  if (cookie !== undefined)
    response.setHeader("set-cookie", `${session.cookieName}=${cookie}; HttpOnly; SameSite=Strict; Path=/`);
  url.searchParams.delete("token");
  // With the host, because a path may begin with two slashes.
  response.writeHead(303, { location: `http://${request.headers.host}${url.pathname}${url.search}` }).end();
}

/** A path that isn't a file is a view of the page. */
function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  { page, path }: { page: ReadonlyMap<string, PageFile>; path: string },
): void {
  const file = page.get(path) ?? (path.includes(".") ? undefined : page.get("/index.html"));
  if (file === undefined) throw notFound({ en: "There is nothing at this path", zh: "这个路径没有内容" });
  const { type, content, etag, isImmutable } = file;
  const caching = { etag, "cache-control": isImmutable ? "private, max-age=31536000, immutable" : "no-cache" };
  if (request.headers["if-none-match"] === etag) response.writeHead(304, caching).end();
  else send(response, 200, type, content, caching);
}
