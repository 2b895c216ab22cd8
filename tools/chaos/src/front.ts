// The service over HTTP, for real processes. A header of each request names its program.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers one request of a program. If it rejects, the connection is dropped. */
export type Answer = (request: Request, program: string) => Promise<Response>;

export const PROGRAM_HEADER = "x-chaos-program";

export interface Front {
  url: string;
  close(): Promise<void>;
}

export async function startFront(answer: Answer): Promise<Front> {
  let url = "";
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing, url, answer).catch(() => incoming.socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, url: string, answer: Answer): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2)
    headers.append(incoming.rawHeaders[i] ?? "", incoming.rawHeaders[i + 1] ?? "");
  const program = headers.get(PROGRAM_HEADER) ?? "";
  headers.delete(PROGRAM_HEADER);
  headers.delete("connection");
  const { method = "GET" } = incoming;
  const body = chunks.length > 0 ? Buffer.concat(chunks) : null;
  const response = await answer(new Request(url + incoming.url, { method, headers, body }), program);
  const answered = Object.fromEntries(response.headers);
  // Otherwise, Node adds the machine's time.
  outgoing.sendDate = false;
  outgoing.writeHead(response.status, answered);
  for await (const chunk of response.body ?? []) outgoing.write(chunk);
  outgoing.end();
}
