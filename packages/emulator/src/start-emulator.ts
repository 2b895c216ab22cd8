import type { ExportTaskRequest } from "@cdn-export/api";
import { IN_PROCESS_URL } from "./constants.ts";
import type { Fault } from "./faults/fault.ts";
import { createFaultQueue, type FaultQueue } from "./faults/fault-queue.ts";
import { createInProcessFetch } from "./http/in-process-fetch.ts";
import { serve } from "./http/node-server.ts";
import { createIdentifiers } from "./identifiers.ts";
import { type EmulatorOptions, settingsOf } from "./options.ts";
import { createService } from "./service/service.ts";
import { createLinks } from "./tasks/links.ts";
import { createTaskStore, type TaskWithState } from "./tasks/task-store.ts";

/** A cloud of one's own. */
export interface Emulator {
  /** Where it listens; `http://emulator.localhost` when it has no port. */
  readonly url: string;
  /** The way in without a port, for API calls and download links, whatever their host. */
  readonly fetch: typeof fetch;
  /** All tasks of all accounts in the order of creation, listed or not, as they are now. A copy. */
  readonly tasks: readonly EmulatedTask[];
  /** Failures to come. */
  readonly faults: FaultQueue;
  /** Moves a manual clock. @throws TypeError when the clock cannot be moved */
  advance(ms: number): void;
  /** Everything there is to know, as plain JSON. */
  snapshot(): Snapshot;
  /** Stops listening and drops open connections. May be called twice. */
  close(): Promise<void>;
}

/** A task as tests want to see it: the names of the wire, and what the list keeps to itself. */
export interface EmulatedTask {
  task_id: string;
  task_name: string;
  status: string;
  /** Milliseconds since the epoch. */
  create_time: number;
  update_time: number;
  /** Whether the list shows it yet. */
  listed: boolean;
  /** The account that it belongs to. */
  domainId: string;
  /** The body of the create call as it was sent. */
  request: ExportTaskRequest;
}

export interface Snapshot {
  /** Of the cloud's clock, in milliseconds since the epoch. */
  now: number;
  tasks: readonly EmulatedTask[];
  faults: readonly Fault[];
}

/**
 * Starts the service: on a free port of 127.0.0.1 unless told otherwise.
 *
 * @throws Error in one line when it cannot listen, TypeError or RangeError when options make no sense
 * @example
 * const cloud = await startEmulator({ clock: manualClock(), port: false });
 * cloud.faults.push({ at: "create", what: "reset-after" });
 * cloud.advance(2000);
 * await cloud.close();
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = settingsOf(options);
  const { clock, seed, host, port, publicUrl } = settings;
  let url = IN_PROCESS_URL;

  const identifiers = createIdentifiers(seed);
  const tasks = createTaskStore(settings, identifiers);
  const faults = createFaultQueue();
  const links = createLinks(seed, () => publicUrl ?? url);
  const handle = createService({ settings, tasks, links }, faults, identifiers);

  const server = port === false ? undefined : await serve(handle, { host, port });
  if (server) url = server.url;

  const closed = new AbortController();
  const tasksNow = () => tasks.all().map(emulatedTask);
  return {
    url,
    fetch: createInProcessFetch(handle, closed.signal),
    get tasks() {
      return tasksNow();
    },
    faults,
    advance(ms) {
      if (!clock.advance)
        throw new TypeError("this clock cannot be moved: start the emulator with clock: manualClock()");
      clock.advance(ms);
    },
    snapshot: () => ({ now: clock.now(), tasks: tasksNow(), faults: faults.pending }),
    async close() {
      closed.abort();
      await server?.close();
    },
  };
}

function emulatedTask({
  id,
  name,
  status,
  createdAt,
  changedAt,
  listed,
  domainId,
  request,
}: TaskWithState): EmulatedTask {
  return {
    task_id: id,
    task_name: name,
    status,
    create_time: createdAt,
    update_time: changedAt,
    listed,
    domainId,
    request: structuredClone(request),
  };
}
