import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type BodyReader, createBodyReader } from "./body.ts";
import { LINGER_MS, MAX_HEADER_BYTES } from "./limits.ts";
import type { Handler, RawResponse } from "./message.ts";
import { BUSY, hostProblem, refuseUnreadable } from "./unreadable.ts";

export interface NodeServer {
  url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

export interface ServerOptions {
  host: string;
  port: number;
  /** How long a client may take to send a request, in milliseconds. */
  requestTimeoutMs: number;
  /** A certificate and its key, as PEM, to serve TLS only. @default plain HTTP only */
  tls?: { cert: string; key: string };
}

/** Serves the service over HTTP/1.1. @throws Error with a message of one line if it can't listen */
export async function serve(
  handle: Handler,
  { host, port, requestTimeoutMs, tls }: ServerOptions,
): Promise<NodeServer> {
  const limits = {
    maxHeaderSize: MAX_HEADER_BYTES,
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    // How often Node looks for slow clients.
    connectionsCheckingInterval: Math.max(MIN_CHECK_MS, requestTimeoutMs / 4),
    // Requests without a host, or with two, are refused below, in the gateway's shape. Node's own refusal is empty.
    requireHostHeader: false,
  };
  const readBody = createBodyReader();
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    // An error here affects only this connection.
    answer(handle, readBody, request, response).catch(() => request.socket.destroy());
  };
  const server = tls ? createTlsServer({ ...limits, ...tls }, listener) : createServer(limits, listener);
  // Node's own response to an unknown Expect header is empty.
  server.on("checkExpectation", listener);
  server.on("clientError", refuseUnreadable);
  server.on("connect", (_, socket) => refuseUnreadable({ name: "", message: "" }, socket));
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return { url: `http${tls ? "s" : ""}://${name}:${address.port}`, close: () => close(server) };
}

const MIN_CHECK_MS = 50;

async function answer(
  handle: Handler,
  readBody: BodyReader,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = "", url: target = "", rawHeaders: headers, httpVersion, socket } = request;
  const refusal = hostProblem(headers, httpVersion);
  if (refusal) return refuseUnreadable(refusal, socket);
  const gone = goneSignal(response);
  const { body, complete, overCapacity } = await readBody(request);
  if (overCapacity) return refuseUnreadable(BUSY, socket);
  const outcome = await handle({ method, target, headers, body, remote: socket.remoteAddress }, gone);
  if (outcome === "reset") return void socket.resetAndDestroy();
  if (!complete) endAfterAnswer(request, response);
  await endOfTurn();
  await send(outcome, method, response, gone);
}

let turn: Promise<void> | undefined;

/**
 * Resolves at the end of the event loop's turn, at the same time for all callers. So responses to requests that arrived
 * together are sent together. Waking the client is half the cost of a response, and only the first response pays it.
 */
function endOfTurn(): Promise<void> {
  turn ??= nextTurn().then(() => {
    turn = undefined;
  });
  return turn;
}

/** Returns a signal that aborts when the client disconnects. It's created on the first call. */
function goneSignal(response: ServerResponse): () => AbortSignal {
  let controller: AbortController | undefined;
  return () => {
    if (controller) return controller.signal;
    const made = new AbortController();
    controller = made;
    if (response.closed) made.abort();
    // After the whole response, a disconnect means nothing. Aborting anyway would cost as much as a signature.
    else response.once("close", () => response.writableFinished || made.abort());
    return made.signal;
  };
}

async function send(
  { status, headers, body }: RawResponse,
  method: string,
  response: ServerResponse,
  gone: () => AbortSignal,
): Promise<void> {
  // The service sets every header. Node would add Date from the real clock.
  response.sendDate = false;
  response.writeHead(status, headers);
  if (method === "HEAD" || body instanceof Uint8Array) {
    response.end(body instanceof Uint8Array && body.length > 0 && method !== "HEAD" ? body : undefined);
    return;
  }
  const signal = gone();
  try {
    for await (const chunk of body) {
      // Rejects if the client disconnects.
      if (!response.write(chunk)) await once(response, "drain", { signal });
      // Chunks are made synchronously: let other requests run.
      else await nextTurn();
      if (signal.aborted) return;
    }
    response.end();
  } catch {
    response.destroy();
  }
}

/** Discards the rest of the body for a moment, then closes the connection. */
function endAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Connection", "close");
  response.once("finish", () => {
    request.resume();
    setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
  });
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)));
    server.listen(port, host, resolve);
  });
}

const LISTEN_REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: "the port is in use; stop the other program, or choose another port (0 takes a free one)",
  EACCES: "not allowed; choose a port above 1023 (0 takes a free one)",
  EADDRNOTAVAIL: "this machine doesn't have this address; use host 127.0.0.1",
  ENOTFOUND: "the host is unknown; use host 127.0.0.1",
};

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason = LISTEN_REASONS[error.code ?? ""] ?? error.message;
  return new Error(`the emulator can't listen on ${host}:${port}: ${reason}`, { cause: error });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
