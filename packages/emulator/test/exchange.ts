import { once } from "node:events";
import { connect } from "node:net";

/**
 * Sends bytes over a socket, as they are, and returns all that comes back until the connection closes. With `end` the
 * sending side is closed at once, so that no connection is kept for a next request.
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
