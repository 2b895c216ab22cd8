// What the server sends by itself: the folder, the jobs, and that data has changed.
import { useEffect, useState } from "preact/hooks";
import type { DataChanged, Folder, Job, Jobs } from "../../contract.ts";
import { RequestFailure, request } from "./load.ts";

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

/** Shows a job at once, before its first event. */
export function putJob(job: Job): void {
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
  on<Job>("job", putJob);
  on<DataChanged>("data", ({ version }) => update({ version }));
  events.onerror = () => {
    // The browser connects again unless the server refused. Asking finds out why, and what has changed in between.
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
