import { once } from "node:events";
import { connect } from "node:net";

/**
 * Sends raw bytes over a socket, and returns everything that arrives until the connection closes. With `end`, it closes the
 * sending side at once, so that the connection isn't kept for another request.
 */
export async function exchange(url: string, bytes: string | Uint8Array, end = false): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk;
  });
  socket.on("error", () => {});
  if (end) socket.end(bytes);
  else socket.write(bytes);
  await once(socket, "close");
  return received;
}
