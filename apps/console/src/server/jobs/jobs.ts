// The exports that this console runs, one after the other: the ledger has one owner, and each can be stopped alone.
import type { ExportClient } from "@cdn-export/client";
import type { ExportWindow, WindowRecord } from "@cdn-export/sync";
import type { Exchange, Job, JobDetail } from "../../contract.ts";
import { notFound, type RequestError } from "../http/failure.ts";
import { recordingFetch } from "./exchanges.ts";
import { ended, finished, jobIdOf, jobOfRecord, newJob, withProgress } from "./job-view.ts";
import { observedClient } from "./observed-client.ts";
import { runWindow } from "./run-window.ts";
import { windowOf } from "./window-of.ts";

/** Where jobs are sent. */
export interface Service {
  client: ExportClient;
  /** The base URL. */
  endpoint: string;
  /** What the client sends with. @default the global one */
  fetch?: typeof fetch | undefined;
}

export interface Jobs {
  list(): Job[];
  detail(id: string): JobDetail;
  /** Starts the export of a window, unless it is running. */
  start(window: ExportWindow): Job;
  stop(id: string): Job;
  resume(id: string): Job;
  dismiss(id: string): void;
  /** The ID of the job that exports a window at the moment. */
  runningJobOf(window: string): string | undefined;
  /** One call that lists the tasks. */
  listTasks(): Promise<Exchange>;
  /** Stops all jobs. The ledger has what the next run needs. */
  close(): Promise<void>;
}

interface JobsOptions {
  folder: string;
  service: Service | undefined;
  /** Why jobs are off. */
  off: () => RequestError;
  records: () => ReadonlyMap<string, WindowRecord>;
  now: () => number;
  onJob: (job: Job) => void;
  /** Called when the ledger may have changed. */
  onEnd: () => void;
}

interface Known {
  window: ExportWindow;
  job: Job;
  exchanges: Exchange[];
  stop: AbortController;
}

const MAX_EXCHANGES = 50;
const ACTIVE: readonly Job["state"][] = ["queued", "running", "stopping"];

export function createJobs(options: JobsOptions): Jobs {
  const { folder, service, off, records, now, onJob, onEnd } = options;
  const known = new Map<string, Known>();
  let last: Promise<void> = Promise.resolve();

  function change(one: Known, job: Job): void {
    one.job = job;
    onJob(job);
  }

  async function run(one: Known, { client, endpoint, fetch }: Service): Promise<void> {
    const { window, stop } = one;
    if (stop.signal.aborted) return;
    change(one, { ...one.job, state: "running", startedAt: now() });
    const record = (exchange: Exchange) => {
      one.exchanges = [...one.exchanges, exchange].slice(-MAX_EXCHANGES);
      onJob(one.job);
    };
    const recorded = client.with({ fetch: recordingFetch(fetch, endpoint, { record, now }), onWarning: () => {} });
    const observed = observedClient(recorded, (progress) => {
      // The last progress may arrive after the end.
      if (ACTIVE.includes(one.job.state)) change(one, withProgress(one.job, progress));
    });
    try {
      const file = await runWindow(window, { folder, client: observed, signal: stop.signal, now });
      change(one, finished(one.job, file, now()));
    } catch (error) {
      change(one, ended(one.job, error, { isStopped: stop.signal.aborted, endedAt: now() }));
    } finally {
      onEnd();
    }
  }

  function begin(window: ExportWindow, runner: Service): Job {
    const id = jobIdOf(window.id);
    const before = known.get(id);
    if (before && ACTIVE.includes(before.job.state)) return before.job;
    // The newest is the last one of the map.
    known.delete(id);
    const one: Known = { window, job: newJob(window), exchanges: [], stop: new AbortController() };
    known.set(id, one);
    onJob(one.job);
    last = last.then(() => run(one, runner));
    return one.job;
  }

  function find(id: string): Known {
    const found = known.get(id);
    if (found) return found;
    throw notFound({ en: "There is no such job", zh: "没有这个任务" });
  }

  /** Records of runs that failed or were stopped, unless this console has run them. */
  function earlier(): [ExportWindow, WindowRecord][] {
    return [...records()].flatMap(([id, record]): [ExportWindow, WindowRecord][] => {
      const { query, error, state, plan } = record;
      if (query === undefined || (!error && !state) || known.has(jobIdOf(id))) return [];
      const [from, to] = [Number(query.from), Number(query.to)];
      const { action, domains } = query;
      return [[windowOf({ id, query, plan, action, domains, from, to, state: "failed", bytes: 0 }), record]];
    });
  }

  return {
    list() {
      const ours = [...known.values()].reverse().map(({ job }) => job);
      const theirs = earlier().map(([window, record]) => jobOfRecord(window, record));
      return [...ours, ...theirs.sort((a, b) => b.to - a.to)];
    },
    detail(id) {
      const ours = known.get(id);
      if (ours) return { job: ours.job, exchanges: ours.exchanges };
      const theirs = earlier().find(([window]) => jobIdOf(window.id) === id);
      if (theirs === undefined) return { job: find(id).job, exchanges: [] };
      return { job: jobOfRecord(...theirs), exchanges: [] };
    },
    start(window) {
      if (service === undefined) throw off();
      return begin(window, service);
    },
    stop(id) {
      const one = find(id);
      if (one.job.state === "queued") {
        one.stop.abort();
        const after = { canStop: false, canResume: true, canDismiss: true };
        change(one, { ...one.job, ...after, state: "stopped", endedAt: now() });
      } else if (one.job.state === "running") {
        change(one, { ...one.job, state: "stopping", canStop: false });
        one.stop.abort();
      }
      return one.job;
    },
    resume(id) {
      if (service === undefined) throw off();
      const window = known.get(id)?.window ?? earlier().find(([window]) => jobIdOf(window.id) === id)?.[0];
      return begin(window ?? find(id).window, service);
    },
    dismiss(id) {
      const { job } = find(id);
      if (job.canDismiss) known.delete(id);
    },
    runningJobOf(window) {
      const found = known.get(jobIdOf(window))?.job;
      return found && ACTIVE.includes(found.state) ? found.id : undefined;
    },
    async listTasks() {
      if (service === undefined) throw off();
      const { client, endpoint, fetch } = service;
      const calls: Exchange[] = [];
      const record = (exchange: Exchange) => {
        calls.push(exchange);
      };
      const { api } = client.with({ fetch: recordingFetch(fetch, endpoint, { record, now }) });
      await api.GET("/v1/cdn/statistics/export-tasks", { params: { query: { limit: 100 } } }).catch((error) => {
        // The page shows the response, whatever it is.
        if (calls.length === 0) throw error;
      });
      return calls.at(-1) as Exchange;
    },
    async close() {
      for (const { stop } of known.values()) stop.abort();
      await last;
    },
  };
}
