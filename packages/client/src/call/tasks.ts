import type { ExportTask } from "@cdn-export/api";
import { MAX_PAGES, PAGE_SIZE } from "../base/constants.ts";
import type { Runtime } from "../base/runtime.ts";
import { UnexpectedAnswerError } from "../errors/call.ts";
import type { ListQuery, TaskPage } from "./calls.ts";

/** A task that has an ID: the list declares even that as optional. */
export type NamedTask = ExportTask & { task_id: string };

/** A task whose file can be downloaded. */
export type FinishedTask = NamedTask & { download_link: string };

type ListPage = (query: ListQuery) => Promise<TaskPage>;

/** What a listing needs of a job's context. */
export interface TaskLister {
  list: ListPage;
  use: { runtime: Runtime };
}

/** One listing of the tasks that changed since a moment, newest change first. */
export interface Listing {
  tasks: NamedTask[];
  /** Whether these are all tasks of the account. */
  complete: boolean;
  /** Of the first answer. */
  serverTime: number | undefined;
  account: string | undefined;
  /** The server's time when it was asked, at the earliest: an answer may be long on its way. */
  askedAt: number | undefined;
}

/** A time that can be one of the service's: milliseconds after 2001. Seconds, text and `null` do not count. */
export function timeOf(value: unknown): number | undefined {
  return typeof value === "number" && value > 1e12 ? value : undefined;
}

/**
 * Reads pages until one ends before `since`, by the service's clock. `undefined`, or a list without usable times or in
 * another order than documented, is read to its end.
 */
export async function listChangedSince(since: number | undefined, context: TaskLister): Promise<Listing> {
  const tasks = new Map<string, NamedTask>();
  const { runtime } = context.use;
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
 * Every task once, newest change first. A task that changes meanwhile moves to the top and pushes the others down, so
 * what has changed since the list was read is read again, until that brings nothing new.
 */
export async function* allTasks(
  filter: Omit<ListQuery, "limit" | "offset">,
  list: ListPage,
): AsyncGenerator<ExportTask> {
  const seen = new Set<string>();
  let since = Number.NEGATIVE_INFINITY;
  for (let again = false; ; again = true) {
    const fresh = ({ task_id }: ExportTask) => {
      // What has no id cannot be told from what was given already.
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
    // Of one page nothing was pushed down. Of a list whose changes have no time, all are read again.
    if (count === 1 || (!isNew && (newest ?? since) <= since)) return;
    since = newest ?? since;
  }
}

/** The pages of the list, up to the last one or one that is enough. */
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
    // Pages may be shorter than asked for; what `total` counts isn't documented, so it only ever asks for more.
    const isEnd = data.length === 0 || (data.length < PAGE_SIZE && total <= offset);
    yield { ...answer, isEnd };
    const ids = data.map(({ task_id }) => task_id).join();
    // The same page comes once when a whole one was pushed down, and again and again from a list that takes no offset.
    repeats = ids === last ? repeats + 1 : 0;
    last = ids;
    if (isEnd || repeats > 1 || isEnough(data)) return;
  }
  throw new UnexpectedAnswerError("UNEXPECTED_ANSWER", `The list of tasks has no end after ${MAX_PAGES} pages`);
}

/** Whether a page is in the documented order, newest change first, and what follows is older than `since`. */
function endsBefore(page: readonly ExportTask[], since = Number.NEGATIVE_INFINITY): boolean {
  const [first, last] = [page.at(0), page.at(-1)].map((task) => timeOf(task?.update_time));
  const isDated = page.every(({ create_time }) => timeOf(create_time) !== undefined);
  return first !== undefined && last !== undefined && isDated && first >= last && last < since;
}

export function named(tasks: readonly ExportTask[]): NamedTask[] {
  return tasks.filter((task): task is NamedTask => typeof task.task_id === "string" && task.task_id !== "");
}

/** The task without its link, for errors and states: anyone who has the link has the file. */
export function linkless({ download_link: _, ...task }: NamedTask): Omit<NamedTask, "download_link"> {
  return task;
}
