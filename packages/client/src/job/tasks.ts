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
  let serverTime: number | undefined;
  let askedAt: number | undefined;
  let signedAt: number | undefined;
  const begun = world.steady();
  for (let page = 0; ; page++) {
    const answer = await readPage(page, {}, list);
    if (page === 0) {
      ({ serverTime, signedAt } = answer);
      if (serverTime !== undefined) askedAt = serverTime - (world.steady() - begun);
    }
    const known = tasks.size;
    for (const task of named(answer.data)) tasks.set(task.task_id, task);
    const complete = answer.data.length < PAGE_SIZE;
    const changed = answer.data.at(-1)?.update_time;
    // A page that brings nothing new comes from a list that takes no offset.
    if (complete || changed === undefined || changed < since || tasks.size === known) {
      return { tasks: [...tasks.values()], complete, serverTime, signedAt, askedAt };
    }
  }
}

/**
 * Every task once, newest change first. A task that changes meanwhile moves to the top and pushes the others down, so
 * after the last page the top is read again until it brings nothing new.
 */
export async function* allTasks(
  filter: Omit<ListQuery, "limit" | "offset">,
  list: ListPage,
): AsyncGenerator<ExportTask> {
  const seen = new Set<string>();
  const fresh = ({ task_id }: ExportTask, again: boolean) => {
    // What has no id cannot be told from what was given already.
    if (task_id === undefined) return !again;
    return !seen.has(task_id) && seen.add(task_id);
  };
  let pages = 0;
  for (let full = true; full; pages++) {
    const { data } = await readPage(pages, filter, list);
    const found = data.filter((task) => fresh(task, false));
    yield* found;
    full = data.length === PAGE_SIZE && found.length > 0;
  }
  for (let top = 0; pages > 1 && top < pages; top++) {
    const found = (await readPage(top, filter, list)).data.filter((task) => fresh(task, true));
    if (found.length === 0) return;
    yield* found;
  }
}

function readPage(page: number, filter: ListQuery, list: ListPage): Promise<Answer<ExportTask[]>> {
  if (page >= MAX_PAGES)
    throw new UnexpectedAnswerError("UNEXPECTED_ANSWER", `The list of tasks has no end after ${page} pages`);
  return list({ ...filter, limit: PAGE_SIZE, offset: page * PAGE_SIZE });
}

export function named(tasks: readonly ExportTask[]): NamedTask[] {
  return tasks.filter((task): task is NamedTask => typeof task.task_id === "string" && task.task_id !== "");
}

/** The task without its link, for errors and states: whoever has the link has the file. */
export function linkless({ download_link: _, ...task }: NamedTask): Omit<NamedTask, "download_link"> {
  return task;
}
