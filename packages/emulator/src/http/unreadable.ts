import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";
import { LINGER_MS } from "./limits.ts";
import type { RawHeaders } from "./message.ts";

/** Why a request can't reach the service: Node's error codes, and two of our own. */
type Unreadable = NodeJS.ErrnoException;

/** The response to each error; every other error means invalid HTTP. 494 is documented (devg-apisign, APIGW.0201). */
const ANSWERS: Readonly<Record<string, { status: string; message: string }>> = {
  HPE_HEADER_OVERFLOW: { status: "494 Request Header Too Large", message: "Request headers are too large" },
  ERR_HTTP_REQUEST_TIMEOUT: { status: "408 Request Timeout", message: "The request did not arrive in time" },
  BUSY: { status: "503 Service Unavailable", message: "Too many large requests at once" },
  HOST: { status: "400 Bad Request", message: "The request must have one Host header" },
};
const NOT_HTTP = { status: "400 Bad Request", message: "The request isn't HTTP" };

/** Refuses bytes that aren't an HTTP request, in the gateway's shape. */
export function refuseUnreadable(error: Unreadable, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const { status, message } = ANSWERS[error.code ?? ""] ?? NOT_HTTP;
  const requestId = randomBytes(16).toString("hex");
  const body = JSON.stringify({ error_code: "APIGW.0201", error_msg: message, request_id: requestId });
  const head = [
    `HTTP/1.1 ${status}`,
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // A client that keeps sending must not keep the socket open. Closing it at once could lose the response.
  socket.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

/** There is no room for the body of the request. */
export const BUSY: Unreadable = { name: "Error", message: "no room", code: "BUSY" };

/** HTTP/1.1 requires exactly one host (RFC 9112, 3.2). */
export function hostProblem(headers: RawHeaders, httpVersion: string): Unreadable | undefined {
  let hosts = 0;
  for (let i = 0; i < headers.length; i += 2) if (headers[i]?.toLowerCase() === "host") hosts++;
  if (hosts === 1 || (hosts === 0 && httpVersion === "1.0")) return undefined;
  return { name: "Error", message: "no host, or several", code: "HOST" };
}
