import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { MAX_BODY_BYTES } from "../constants.ts";
import { type Handler, type Header, NO_BODY, type RawResponse } from "./message.ts";
import { refuseUnreadable } from "./unreadable.ts";

export interface NodeServer {
  url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

/** Serves the service over HTTP/1.1. Rejects with one clear line when it cannot listen. */
export async function serve(handle: Handler, { host, port }: { host: string; port: number }): Promise<NodeServer> {
  const server = createServer((request, response) => {
    // Whatever goes wrong here concerns this connection only.
    answer(handle, request, response).catch(() => request.socket.destroy());
  });
  server.on("clientError", refuseUnreadable);
  await listen(server, host, port);
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, close: () => close(server) };
}

async function answer(handle: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  const { body, complete } = await readBody(request);
  const { method = "", url = "" } = request;
  const outcome = await handle({ method, target: url, headers: pairs(request.rawHeaders), body }, gone.signal);
  if (outcome === "reset") return void request.socket.resetAndDestroy();
  if (!complete) endAfterAnswer(request, response);
  await send(outcome, method, response, gone.signal);
}

async function send(
  { status, headers, body }: RawResponse,
  method: string,
  response: ServerResponse,
  gone: AbortSignal,
): Promise<void> {
  // The headers that the service sets are all there are: Node would add Date from the real clock.
  response.sendDate = false;
  response.writeHead(status, headers.flat());
  if (method === "HEAD" || body instanceof Uint8Array) {
    response.end(body instanceof Uint8Array && body.length > 0 && method !== "HEAD" ? body : undefined);
    return;
  }
  try {
    for await (const chunk of body) {
      // Rejects when the client goes away meanwhile.
      if (!response.write(chunk)) await once(response, "drain", { signal: gone });
      if (gone.aborted) return;
      // Chunks are made synchronously: let other requests have their turn.
      await nextTurn();
    }
    response.end();
  } catch {
    response.destroy();
  }
}

/** Reads up to one byte more than the service takes; a body announced as longer is not read at all. */
async function readBody(request: IncomingMessage): Promise<{ body: Uint8Array; complete: boolean }> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) return { body: NO_BODY, complete: false };
  const chunks: Buffer[] = [];
  let size = 0;
  // Not `for await`: leaving that loop would destroy the socket before the answer.
  const complete = await new Promise<boolean>((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size > MAX_BODY_BYTES) {
        request.removeAllListeners("data").pause();
        resolve(false);
      }
    });
    request.once("end", () => resolve(true)).once("error", reject);
    request.once("close", () => reject(new Error("the client went away")));
  });
  return { body: Buffer.concat(chunks, size), complete };
}

const LINGER_MS = 500;

/** The rest of the body is thrown away for a moment: a socket closed at once could take the answer with it. */
function endAfterAnswer(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("Connection", "close");
  response.once("finish", () => {
    request.resume();
    setTimeout(() => request.socket.destroy(), LINGER_MS).unref();
  });
}

function pairs(rawHeaders: readonly string[]): Header[] {
  return rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? ""] as const] : []));
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
  EADDRNOTAVAIL: "this machine has no such address; use host 127.0.0.1",
  ENOTFOUND: "the host is not known; use host 127.0.0.1",
};

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason = LISTEN_REASONS[error.code ?? ""] ?? error.message;
  return new Error(`the emulator cannot listen on ${host}:${port}: ${reason}`, { cause: error });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
