// What the server sends by itself: the folder, the jobs, and that data has changed.
import { useEffect, useState } from "preact/hooks";
import type { DataChanged, Folder, Job, Jobs } from "../../contract.ts";
import { post, RequestFailure, request } from "./load.ts";

export interface Live {
  folder: Folder | undefined;
  /** Newest first. */
  jobs: readonly Job[];
  /** Grows when figures may have changed. */
  version: number;
  failure: RequestFailure | undefined;
}

let live: Live = { folder: undefined, jobs: [], version: 0, failure: undefined };
const listeners = new Set<() => void>();

function update(changes: Partial<Live>): void {
  live = { ...live, ...changes };
  for (const listener of listeners) listener();
}

export function useLive(): Live {
  const [, redraw] = useState(live);
  useEffect(() => {
    const listener = () => redraw(live);
    listeners.add(listener);
    listener();
    return () => void listeners.delete(listener);
  }, []);
  return live;
}

/** When the last event of each job arrived. */
const lastEvents = new Map<string, number>();

/** Starts or changes a job, and shows it. Its events may arrive before the answer, which is then out of date. */
export async function sendJob(url: string, body: object): Promise<Job> {
  const sentAt = performance.now();
  const job = await post<Job>(url, body);
  if ((lastEvents.get(job.id) ?? 0) < sentAt) putJob(job);
  return job;
}

function putJob(job: Job): void {
  const isKnown = live.jobs.some(({ id }) => id === job.id);
  update({ jobs: isKnown ? live.jobs.map((one) => (one.id === job.id ? job : one)) : [job, ...live.jobs] });
}

export function putJobs({ jobs }: Jobs): void {
  update({ jobs });
}

/** Loads everything once and then listens. */
export async function startLive(): Promise<void> {
  try {
    const [folder, { jobs }] = await Promise.all([request<Folder>("/api/folder"), request<Jobs>("/api/jobs")]);
    update({ folder, jobs, failure: undefined });
    listen();
  } catch (error) {
    if (error instanceof RequestFailure) update({ failure: error });
    else throw error;
  }
}

function listen(): void {
  const events = new EventSource("/api/events");
  const on = <T>(name: string, take: (data: T) => void) =>
    events.addEventListener(name, (event) => take(JSON.parse(event.data)));
  on<Folder>("folder", (folder) => update({ folder, failure: undefined }));
  on<Job>("job", (job) => {
    lastEvents.set(job.id, performance.now());
    putJob(job);
  });
  on<DataChanged>("data", ({ version }) => update({ version }));
  // What has changed while there was no connection sends no more events.
  events.onopen = () => void request<Jobs>("/api/jobs").then(putJobs, (failure) => update({ failure }));
  events.onerror = () => {
    // The browser connects again unless the server refused. Asking finds out why.
    const isOver = events.readyState === EventSource.CLOSED;
    if (isOver) events.close();
    request<Jobs>("/api/jobs").then(
      (jobs) => {
        putJobs(jobs);
        if (isOver) listen();
      },
      (failure) => update({ failure }),
    );
  };
}
