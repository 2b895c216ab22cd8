import type { ExportTask } from "@cdn-export/api";
import { MAX_PAGES, PAGE_SIZE } from "../constants.ts";
import type { World } from "../world.ts";
import type { Answer, ListQuery } from "./calls.ts";
import { UnexpectedAnswerError } from "./errors.ts";

/** A task that can be told apart: the list declares even the id as optional. */
export type NamedTask = ExportTask & { task_id: string };

export type ListPage = (query: ListQuery) => Promise<Answer<ExportTask[]>>;

/** One listing of the tasks that changed since a moment, newest change first. */
export interface Listing {
  tasks: NamedTask[];
  /** Whether these are all tasks of the account. */
  complete: boolean;
  /** Of the first answer. */
  serverTime: number | undefined;
  signedAt: number | undefined;
  /** The server's time when it was asked, at the earliest: an answer may be long on its way. */
  askedAt: number | undefined;
}

/** Reads pages until one ends before `since` (milliseconds since the epoch, server's clock), or the list ends. */
export async function listChangedSince(since: number, list: ListPage, world: World): Promise<Listing> {
  const tasks = new Map<string, NamedTask>();
  const begun = world.steady();
  let first: Omit<Listing, "tasks" | "complete"> | undefined;
  let complete = false;
  for await (const { data, serverTime, signedAt } of pages({}, list, since)) {
    const askedAt = serverTime === undefined ? undefined : serverTime - (world.steady() - begun);
    first ??= { serverTime, signedAt, askedAt };
    for (const task of named(data)) tasks.set(task.task_id, task);
    complete = data.length < PAGE_SIZE;
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
    for await (const { data } of pages(filter, list, since)) {
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

/** The pages of the list up to the one that ends before `since`. */
async function* pages(filter: ListQuery, list: ListPage, since: number): AsyncGenerator<Answer<ExportTask[]>> {
  let last = "";
  let repeats = 0;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await list({ ...filter, limit: PAGE_SIZE, offset: page * PAGE_SIZE });
    const { data } = answer;
    const ids = data.map(({ task_id }) => task_id).join();
    yield answer;
    // The same page comes once when a whole one was pushed down, and again and again from a list that takes no offset.
    repeats = ids === last ? repeats + 1 : 0;
    if (repeats > 1) return;
    last = ids;
    // A task without a time may be of any, and is taken for an old one.
    const changed = data.at(-1)?.update_time ?? Number.NEGATIVE_INFINITY;
    if (data.length < PAGE_SIZE || changed < since) return;
  }
  throw new UnexpectedAnswerError("UNEXPECTED_ANSWER", `The list of tasks has no end after ${MAX_PAGES} pages`);
}

export function named(tasks: readonly ExportTask[]): NamedTask[] {
  return tasks.filter((task): task is NamedTask => typeof task.task_id === "string" && task.task_id !== "");
}

/** The task without its link, for errors and states: whoever has the link has the file. */
export function linkless({ download_link: _, ...task }: NamedTask): Omit<NamedTask, "download_link"> {
  return task;
}
