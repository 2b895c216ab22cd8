import { createAdmin } from "./admin/admin.ts";
import { type EmulatedTask, emulatedTask } from "./admin/emulated-task.ts";
import { adminResources } from "./admin/resources.ts";
import { createFaultQueue, type FaultQueue } from "./faults/fault-queue.ts";
import { createFileCache } from "./files/file-cache.ts";
import { createAuthenticator } from "./gateway/authenticate.ts";
import { createLockout } from "./gateway/lockout.ts";
import { createThrottle } from "./gateway/throttle.ts";
import { createInProcessFetch, IN_PROCESS_URL } from "./http/in-process-fetch.ts";
import { type NodeServer, serve } from "./http/node-server.ts";
import type { EmulatorOptions } from "./options/options.ts";
import { settingsOf } from "./options/settings.ts";
import { withRequestLog } from "./service/request-log.ts";
import { createService } from "./service/service.ts";
import type { Snapshot } from "./state/snapshot.ts";
import { restoreSnapshot, takeSnapshot } from "./state/snapshot.ts";
import { createIdentifiers } from "./tasks/identifiers.ts";
import { createLinks } from "./tasks/links.ts";
import { createTaskStore } from "./tasks/task-store.ts";

/** A running emulator of the service. */
export interface Emulator {
  /** Where it listens: `http://127.0.0.1:PORT`, or `http://emulator.localhost` if it has no port. */
  readonly url: string;
  /** Where it listens for TLS: `https://127.0.0.1:PORT`; `undefined` without the option `tls`. */
  readonly tlsUrl: string | undefined;
  /** A `fetch` that reaches the emulator without a port, under any host: for API calls and download links. */
  readonly fetch: typeof fetch;
  /** A copy of every task of every account in its current state, in the order of creation, listed or not. */
  readonly tasks: readonly EmulatedTask[];
  /** The faults that will hit, and those that have hit. */
  readonly faults: FaultQueue;
  /**
   * Moves a manual or fast clock forward.
   *
   * @param ms - milliseconds, 0 or more
   * @throws TypeError if the clock can't be moved, RangeError if `ms` is negative
   */
  advance(ms: number): void;
  /** Ends the lock of an access key, and forgets its wrong signatures. Does nothing if the key isn't locked. */
  unlock(ak: string): void;
  /** The state of the emulator, as plain JSON without secrets. */
  snapshot(): Snapshot;
  /** Returns to a snapshot of this emulator, or of another one with the same options. @throws TypeError if it isn't a snapshot */
  restore(snapshot: Snapshot): void;
  /** Stops listening, drops open connections and fails waiting calls. Calling it again does nothing. */
  close(): Promise<void>;
}

/**
 * Starts an emulator of the service. By default, it listens on a free port of 127.0.0.1.
 *
 * @throws Error with a message of one line if it can't listen, TypeError or RangeError if an option is invalid
 * @example
 * const cloud = await startEmulator({ clock: manualClock(), port: false });
 * cloud.faults.push({ at: "create", what: "reset-after" });
 * cloud.advance(2000);
 * await cloud.close();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = settingsOf(options);
  const { accounts, clock, seed, host, port, publicUrl, requestTimeoutMs, tls, log } = settings;
  let url = IN_PROCESS_URL;

  const identifiers = createIdentifiers(seed);
  const tasks = createTaskStore(settings);
  const faults = createFaultQueue(seed, settings.faults);
  const lockout = createLockout({ ...settings, now: clock.now });
  const throttle = createThrottle(settings);
  const memory = { settings, clock, identifiers, tasks, faults, lockout, throttle };
  if (options.snapshot) restoreSnapshot(options.snapshot, memory);

  const links = createLinks(seed, () => publicUrl ?? url);
  const authenticate = createAuthenticator(accounts, lockout);
  const admin = settings.admin ? createAdmin(adminResources(memory)) : () => undefined;
  const service = createService(
    { settings, tasks, links, files: createFileCache(), identifiers },
    { authenticate, throttle, faults, identifiers, admin },
  );
  const handle = log ? withRequestLog(service, log, settings) : service;

  const server = port === false ? undefined : await serve(handle, { host, port, requestTimeoutMs });
  if (server) url = server.url;
  const tlsServer =
    server && tls && (await serve(handle, { host, port: 0, requestTimeoutMs, tls }).catch(closing(server)));

  const closed = new AbortController();
  return {
    url,
    tlsUrl: tlsServer?.url,
    fetch: createInProcessFetch(handle, closed.signal),
    get tasks() {
      return tasks.all().map((task) => emulatedTask(task, identifiers, clock.now()));
    },
    faults,
    advance(ms) {
      if (!clock.advance)
        throw new TypeError("this clock can't be moved: start the emulator with clock: manualClock()");
      clock.advance(ms);
    },
    unlock: (ak) => lockout.unlock(ak),
    snapshot: () => takeSnapshot(memory),
    restore: (snapshot) => restoreSnapshot(snapshot, memory),
    async close() {
      closed.abort();
      await Promise.all([server?.close(), tlsServer?.close()]);
    },
  };
}

/** Closes a server, and rethrows the error of the next one. */
function closing(server: NodeServer): (error: unknown) => Promise<never> {
  return async (error) => {
    await server.close();
    throw error;
  };
}
