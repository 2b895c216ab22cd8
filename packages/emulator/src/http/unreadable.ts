import { randomBytes } from "node:crypto";
import type { Duplex } from "node:stream";

/**
 * Answers bytes that are no HTTP request, in the gateway's shape. 494 for too large headers is documented
 * (devg-apisign, APIGW.0201).
 */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const tooLarge = error.code === "HPE_HEADER_OVERFLOW";
  const requestId = randomBytes(16).toString("hex");
  const body = JSON.stringify({
    error_code: "APIGW.0201",
    error_msg: tooLarge ? "Request headers are too large" : "The request is not HTTP",
    request_id: requestId,
  });
  const head = [
    tooLarge ? "HTTP/1.1 494 Request Header Too Large" : "HTTP/1.1 400 Bad Request",
    "Content-Type: application/json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
