// A pooler in transaction mode, as small as possible: a client has a session of the server from its query until the transaction ends.
import { connect, createServer, type Socket } from "node:net";

const AUTHENTICATION_OK = Buffer.from([82, 0, 0, 0, 8, 0, 0, 0, 0]);
const READY = Buffer.from([90, 0, 0, 0, 5, 73]);
const [PASSWORD, READY_FOR_QUERY, IDLE] = [82, 90, 73];

/** @returns its connection string. */
export async function startPooler(url: string, sessions: number): Promise<{ url: string; close(): void }> {
  const idle: Socket[] = [];
  for (let i = 0; i < sessions; i++) idle.push(await openSession(new URL(url)));
  const all = [...idle];
  const server = createServer((client) => {
    let session: Socket | undefined;
    let hasStarted = false;
    client.on("error", () => {});
    client.on("data", (data) => {
      if (!hasStarted) {
        hasStarted = true;
        client.write(Buffer.concat([AUTHENTICATION_OK, READY]));
        return;
      }
      // Only queries: a client that ends says so with an X.
      if (data[0] !== 81) return;
      session ??= idle.pop();
      const used = session;
      used?.removeAllListeners("data");
      used?.on("data", (answer) => {
        client.write(answer);
        // The last message: the letter, its length, and whether a transaction is open.
        if (answer.at(-6) !== READY_FOR_QUERY || answer.at(-1) !== IDLE) return;
        idle.push(used);
        session = undefined;
      });
      used?.write(data);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const pooled = new URL(url);
  pooled.port = String((server.address() as { port: number }).port);
  return {
    url: pooled.href,
    close() {
      server.close();
      for (const session of all) session.destroy();
    },
  };
}

async function openSession({ hostname, port, username, password, pathname }: URL): Promise<Socket> {
  const socket = connect(Number(port), hostname);
  const startup = Buffer.from(`user\0${username}\0database\0${pathname.slice(1)}\0\0`);
  const head = Buffer.alloc(8);
  head.writeInt32BE(startup.length + 8);
  head.writeInt32BE(196_608, 4);
  socket.write(Buffer.concat([head, startup]));
  await new Promise<void>((resolve) => {
    socket.on("data", (data) => {
      if (data[0] === PASSWORD && data.readInt32BE(5) === 3) {
        const text = Buffer.from(`${password}\0`);
        const message = Buffer.alloc(5);
        message.write("p");
        message.writeInt32BE(text.length + 4, 1);
        socket.write(Buffer.concat([message, text]));
      }
      if (data.at(-6) === READY_FOR_QUERY) resolve();
    });
  });
  return socket;
}
