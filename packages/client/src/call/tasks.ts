import type { ExportTask } from "@cdn-export/api";
import { MAX_PAGES, PAGE_SIZE } from "../base/constants.ts";
import type { Runtime } from "../base/runtime.ts";
import { UnexpectedAnswerError } from "../errors/call.ts";
import type { ListQuery, TaskPage } from "./calls.ts";

/** A task with an ID. The spec of the list declares the ID as optional. */
export type NamedTask = ExportTask & { task_id: string };

/** A task whose file can be downloaded. */
export type FinishedTask = NamedTask & { download_link: string };

type ListPage = (query: ListQuery) => Promise<TaskPage>;

/** The part of a job's context that a listing needs. */
export interface TaskLister {
  list: ListPage;
  deps: { runtime: Runtime };
}

/** The tasks that have changed since a given time, newest change first. */
export interface Listing {
  tasks: NamedTask[];
  /** Whether these are all the tasks of the account. */
  complete: boolean;
  /** The server's time in the first response. */
  serverTime: number | undefined;
  account: string | undefined;
  /** The server's time when the request was sent, at the earliest: a response can take long to arrive. */
  askedAt: number | undefined;
}

/**
 * A time of the service, in milliseconds since the epoch. `undefined` for seconds, text, `null` and anything else that
 * isn't a number of milliseconds after 2001.
 */
export function timeOf(value: unknown): number | undefined {
  return typeof value === "number" && value > 1e12 ? value : undefined;
}

/**
 * Reads pages until one ends before `since`, by the service's clock. Reads all pages when `since` is undefined, or when
 * the list has no usable times or isn't in the documented order.
 */
export async function listChangedSince(since: number | undefined, context: TaskLister): Promise<Listing> {
  const tasks = new Map<string, NamedTask>();
  const { runtime } = context.deps;
  const begun = runtime.monotonicNow();
  let first: Omit<Listing, "tasks" | "complete"> | undefined;
  let complete = false;
  for await (const { data, serverTime, account, isEnd } of pages(
    {},
    (query) => context.list(query),
    (page) => endsBefore(page, since),
  )) {
    const askedAt = serverTime === undefined ? undefined : serverTime - (runtime.monotonicNow() - begun);
    first ??= { serverTime, account, askedAt };
    for (const task of named(data)) tasks.set(task.task_id, task);
    complete = isEnd;
  }
  return { tasks: [...tasks.values()], complete, ...(first as NonNullable<typeof first>) };
}

/**
 * Yields every task once, newest change first. A task that changes during the listing moves to the top and shifts the
 * others down, so the changes since the last pass are read again until a pass yields nothing new.
 */
export async function* allTasks(
  filter: Omit<ListQuery, "limit" | "offset">,
  list: ListPage,
): AsyncGenerator<ExportTask> {
  const seen = new Set<string>();
  let since = Number.NEGATIVE_INFINITY;
  for (let again = false; ; again = true) {
    const fresh = ({ task_id }: ExportTask) => {
      // A task without an ID can't be recognized in a second pass.
      if (task_id === undefined) return !again;
      return !seen.has(task_id) && seen.add(task_id);
    };
    let newest: number | undefined;
    let count = 0;
    let isNew = false;
    const isOld = (page: readonly ExportTask[]) => (page.at(-1)?.update_time ?? Number.NEGATIVE_INFINITY) < since;
    for await (const { data } of pages(filter, list, isOld)) {
      newest ??= data[0]?.update_time ?? since;
      count++;
      const found = data.filter(fresh);
      isNew ||= found.length > 0;
      yield* found;
    }
    // A single page can't shift. A list without times of change is read again as a whole.
    if (count === 1 || (!isNew && (newest ?? since) <= since)) return;
    since = newest ?? since;
  }
}

/** Yields the pages of the list until the last one, or until `isEnough`. */
async function* pages(
  filter: ListQuery,
  list: ListPage,
  isEnough: (page: readonly ExportTask[]) => boolean,
): AsyncGenerator<TaskPage & { isEnd: boolean }> {
  let last = "";
  let repeats = 0;
  let offset = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await list({ ...filter, limit: PAGE_SIZE, offset });
    const { data, total = 0 } = answer;
    offset += data.length;
    // Pages may be shorter than requested. What `total` counts is undocumented, so it can only lead to more requests.
    const isEnd = data.length === 0 || (data.length < PAGE_SIZE && total <= offset);
    yield { ...answer, isEnd };
    const ids = data.map(({ task_id }) => task_id).join();
    // A page repeats once when a whole page of tasks was shifted, and always when the list ignores the offset.
    repeats = ids === last ? repeats + 1 : 0;
    last = ids;
    if (isEnd || repeats > 1 || isEnough(data)) return;
  }
  throw new UnexpectedAnswerError("UNEXPECTED_ANSWER", `The list of tasks has no end after ${MAX_PAGES} pages`);
}

/** Whether a page is in the documented order, newest change first, and everything after it is older than `since`. */
function endsBefore(page: readonly ExportTask[], since = Number.NEGATIVE_INFINITY): boolean {
  const [first, last] = [page.at(0), page.at(-1)].map((task) => timeOf(task?.update_time));
  const isDated = page.every(({ create_time }) => timeOf(create_time) !== undefined);
  return first !== undefined && last !== undefined && isDated && first >= last && last < since;
}

export function named(tasks: readonly ExportTask[]): NamedTask[] {
  return tasks.filter((task): task is NamedTask => typeof task.task_id === "string" && task.task_id !== "");
}

/** The task without its download link, for errors and states: anyone who has the link can download the file. */
export function linkless({ download_link: _, ...task }: NamedTask): Omit<NamedTask, "download_link"> {
  return task;
}
