// A small fake service behind a fetch, with the failures that a test needs. It shares no code with the emulator.
import type { ExportTask, ExportTaskRequest } from "@cdn-export/api";

export interface FakeTask extends ExportTask {
  task_id: string;
  /** Number of list calls until the task is done. */
  looks: number;
  request?: ExportTaskRequest;
}

type Reply = Response | Error | undefined;

/** The client's option `runtime`. */
interface Runtime {
  now(): number;
  monotonicNow(): number;
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
  random(): number;
}

/** The options of a client for this service. */
interface Options {
  credentials: { ak: string; sk: string; securityToken: string };
  endpoint: string;
  fetch: typeof fetch;
  runtime: Runtime;
}

export interface FakeService {
  fetch: typeof fetch;
  tasks: FakeTask[];
  /** Every received request. */
  seen: { method: string; url: URL; headers: Headers; body: string }[];
  runtime: Runtime;
  options: Options;
  /** Replies to the next create calls. `undefined` stands for the service's own reply. */
  createReplies: Reply[];
  /** Like `createReplies`, but the service creates the task. */
  lostReplies: Reply[];
  listReplies: Reply[];
  fileReplies: Reply[];
  /** The reply to every later download, instead of the file. */
  everyFile: (() => Response) | undefined;
  /** Milliseconds until the list shows a new task. */
  listDelayMs: number;
  pauses: number[];
  add(task: Partial<FakeTask>): FakeTask;
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });

export const refused = (code: string, status = 200): Response =>
  json({ error: { error_code: code, error_msg: "no" } }, status);

export const reset = (): TypeError =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ECONNRESET" }) });

export const CSV = "url,requests\nhttps://www.example.com/a,10\n";

/** Time passes only in sleeps, which take no real time. */
export function fakeService(): FakeService {
  let now = Date.parse("2026-11-24T04:00:00Z");
  let made = 0;
  const date = () => new Date(now).toUTCString();

  const service: FakeService = {
    tasks: [],
    seen: [],
    createReplies: [],
    lostReplies: [],
    listReplies: [],
    fileReplies: [],
    everyFile: undefined,
    pauses: [],
    listDelayMs: 0,
    runtime: {
      now: () => now,
      monotonicNow: () => now,
      random: () => 0,
      async sleep(ms, signal) {
        signal?.throwIfAborted();
        service.pauses.push(ms);
        now += ms;
        await new Promise(setImmediate);
        signal?.throwIfAborted();
      },
    },
    get options() {
      return {
        credentials: { ak: "FAKEAK", sk: "not-a-secret", securityToken: "not-a-token" },
        endpoint: "https://cdn.test",
        fetch: service.fetch,
        runtime: service.runtime,
      };
    },
    add(task) {
      const whole = {
        task_id: `${++made}`.padStart(32, "0"),
        status: "processing",
        looks: 1,
        create_time: now,
        update_time: now,
        ...task,
      };
      service.tasks.unshift(whole);
      return whole;
    },
    fetch: async (input, init = {}) => {
      const [url, method, headers] = [new URL(String(input)), init.method ?? "GET", new Headers(init.headers)];
      service.seen.push({ method, url, headers, body: String(init.body ?? "") });
      init.signal?.throwIfAborted();
      if (url.host === "files.test")
        return (
          take(service.fileReplies) ??
          service.everyFile?.() ??
          new Response(CSV, { headers: { "content-length": `${CSV.length}` } })
        );
      if (method === "POST") {
        const early = take(service.createReplies);
        if (early) return early;
        service.add({ request: JSON.parse(String(init.body)) });
        return take(service.lostReplies) ?? new Response(null, { headers: { "content-length": "0", date: date() } });
      }
      return take(service.listReplies) ?? json(list(url.searchParams), 200, { date: date(), "x-request-id": "list-1" });
    },
  };

  function take(replies: Reply[]): Response | undefined {
    const reply = replies.shift();
    if (reply instanceof Error) throw reply;
    return reply;
  }

  function list(query: URLSearchParams) {
    const shown = service.tasks.filter(({ create_time = 0 }) => create_time + service.listDelayMs <= now);
    for (const task of shown) {
      if (task.status === "processing" && task.looks-- <= 0) {
        Object.assign(task, {
          status: "success",
          download_link: `https://files.test/${task.task_id}`,
          update_time: now,
        });
      }
    }
    const found = shown
      .filter(({ task_id }) => !query.get("task_id") || query.get("task_id") === task_id)
      .sort((a, b) => (b.update_time ?? 0) - (a.update_time ?? 0))
      .map(({ looks: _, request: __, ...task }) => task);
    const [offset, limit] = [Number(query.get("offset") ?? 0), Number(query.get("limit") ?? 10)];
    return { total: found.length, data: found.slice(offset, offset + limit) };
  }

  return service;
}
