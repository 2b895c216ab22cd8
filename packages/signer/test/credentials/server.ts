import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach } from "vitest";

export interface LocalServer {
  /** Where it listens. */
  url: string;
  /** Set by each test. */
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** Method and path of each request in this test. */
  seen: string[];
}

/** Starts a server on a free port for the tests of a file. */
export function localServer(): LocalServer {
  const local: LocalServer = { url: "", handle: (_, response) => response.end(), seen: [] };
  const server = createServer((request, response) => {
    local.seen.push(`${request.method} ${request.url}`);
    local.handle(request, response);
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    local.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    local.seen.length = 0;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return local;
}

export function answer(response: ServerResponse, status: number, body: unknown = "", headers = {}): void {
  response.writeHead(status, headers);
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}
